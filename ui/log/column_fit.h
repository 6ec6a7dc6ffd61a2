// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QTableView;

namespace eventscope::ui {

class ColumnMemory;

/// Keeps the columns of a table of events (see EventColumn) as wide as samples of what they hold: measuring every row
/// would cost as much as drawing them all. Where that does not leave room for the type, times lose their fraction,
/// streams more of their middle, and positions the room for longer ones than the last. Columns that the user has sized
/// stay. GUI thread.
class ColumnFit final : public QObject {
    Q_OBJECT

  public:
    /// Both outlive it; the table has its model.
    ColumnFit(QTableView &table, ColumnMemory &memory);

    /// Once more; by itself when the table gets another width.
    void fit();

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    /// Whether there was room for these samples.
    bool apply(const char *time, const char *stream, bool isNarrow = false);
    [[nodiscard]] QString lastPosition() const;

    QTableView &m_table;
    ColumnMemory &m_memory;
    bool m_isNarrow = false;
    qsizetype m_fitted = 0; ///< length of the last position then
};

} // namespace eventscope::ui
