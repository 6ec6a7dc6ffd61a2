// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/projection_pane.h"
#include "ui/widgets/cell_model.h"

#include <deque>

class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// The events that a projection could not take, the newest first, as they come: of the rows that are made anew where
/// that is so, else of those that are served. Hidden where there are none. GUI thread.
class ErrorLog final : public ProjectionPane {
    Q_OBJECT

  public:
    /// Both outlive it.
    ErrorLog(Session &session, const Theme &theme, QWidget *parent = nullptr);

    void showLine(const ProjectionLine *line) override;
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QString titleText() const;

  Q_SIGNALS:
    void eventActivated(eventscope::Position position);

  protected:
    void showEvent(QShowEvent *event) override;

  private:
    using Letters = std::deque<DeadLetter>; ///< the newest last
    void ask();
    void showLetters(const Result<Letters> &letters);
    void clear();

    Session &m_session;
    std::optional<ModelInfo> m_model, m_shown; ///< whose errors these are, and as it was asked for last
    Letters m_letters;
    CellModel m_cells;
    ElidedLabel *m_title;
    QTableView *m_table;
    Job<Letters> m_asking; // last: its end is asked for first
};

} // namespace eventscope::ui
