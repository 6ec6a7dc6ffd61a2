// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/process/process_board.h"

#include <QScrollArea>

#include <string>
#include <vector>

class QHBoxLayout;

namespace eventscope::ui {

class BoardColumn;
class Theme;

/// A process manager as a board: a column for each step. Left and Right go from column to column. GUI thread.
class BoardView final : public QScrollArea {
    Q_OBJECT

  public:
    /// `theme` outlives it.
    explicit BoardView(const Theme &theme, QWidget *parent = nullptr);

    void showOverview(const ProcessOverview &overview);
    [[nodiscard]] const std::vector<BoardColumn *> &columns() const { return m_columns; }
    /// Chooses the card of this instance where it is seen.
    void choose(const std::string &key);
    /// Gives the keyboard to the column with the chosen card, or to the first.
    void focusCards();
    [[nodiscard]] QSize sizeHint() const override;

  Q_SIGNALS:
    /// The user has chosen the card of an instance.
    void chosen(const QString &key);

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    BoardColumn *addColumn();
    void handleChoice(BoardColumn *column);
    void goTo(std::size_t column, int row);

    const Theme &m_theme;
    QHBoxLayout *m_row;
    std::vector<BoardColumn *> m_columns;
    bool m_isShowing = false; ///< what is chosen, which nobody has chosen anew
};

} // namespace eventscope::ui
