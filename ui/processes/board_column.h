// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/processes/card_model.h"

#include <QStringList>
#include <QWidget>

class QListView;

namespace eventscope::ui {

class ElidedLabel;
class Theme;

/// The instances at one step as cards, below the name of the step and how many there are. GUI thread.
class BoardColumn final : public QWidget {
    Q_OBJECT

  public:
    /// `theme` outlives it.
    explicit BoardColumn(const Theme &theme, QWidget *parent = nullptr);

    void showColumn(ProcessColumn column, Time asOf);
    [[nodiscard]] QListView *list() const { return m_list; }
    [[nodiscard]] const CardModel &cards() const { return m_cards; }
    /// "paying", "12, 3 overdue"
    [[nodiscard]] QStringList headings() const;

  private:
    void showHeadings(const ProcessColumn &column);
    void colour();

    const Theme &m_theme;
    CardModel m_cards;
    ElidedLabel *m_step;
    ElidedLabel *m_count;
    bool m_isOverdue = false;
    QListView *m_list;
};

} // namespace eventscope::ui
