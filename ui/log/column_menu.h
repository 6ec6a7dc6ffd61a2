// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QHeaderView;
class QMenu;

namespace eventscope::ui {

class EventTableModel;

/// Shows, hides, moves and removes columns of the log: the menu of its header, and, for the keyboard, the same lines in
/// other menus.
class ColumnMenu final : public QObject {
    Q_OBJECT

  public:
    /// Both outlive it.
    ColumnMenu(EventTableModel &model, QHeaderView &header, QObject *parent);

    /// Adds the lines for `column`, or, without one (-1), those for all.
    void fill(QMenu &menu, int column);

  Q_SIGNALS:
    /// Other columns are shown than before.
    void columnsChanged();

  private:
    void showMenu(const QPoint &place);
    void addMoves(QMenu &menu, int column);
    void addShown(QMenu &menu);
    void setShown(int column, bool isShown);
    /// The next shown column in that direction, as it stands; -1: none.
    [[nodiscard]] int neighbour(int column, int direction) const;
    [[nodiscard]] int shownColumns() const;

    EventTableModel &m_model;
    QHeaderView &m_header;
};

} // namespace eventscope::ui
