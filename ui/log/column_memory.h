// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/session/session.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <vector>

class QHeaderView;
class QJsonArray;

namespace eventscope::ui {

class EventTableModel;

/// Remembers which columns the log of a store shows, in which order, and how wide the user made them: until the next
/// start, and on Session::undoStack(). GUI thread.
class ColumnMemory final : public QObject {
    Q_OBJECT

  public:
    /// Reads what was kept, then keeps what changes. Model and header outlive it.
    ColumnMemory(Session &session, EventTableModel &model, QHeaderView &header, QObject *parent);

    /// Makes the columns as wide as the user made them; leaves others as they are.
    void applyWidths();
    /// What is shown is to be kept.
    void keep();

  Q_SIGNALS:
    /// Columns are as they were kept.
    void restored();

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    class Command;

    [[nodiscard]] QByteArray state() const;
    void restore(const QByteArray &state);
    void removeOthers(const QJsonArray &kept);
    void goBackTo(const QByteArray &state);
    void remember();
    [[nodiscard]] QString keyOf(int column) const;
    void handleChange();

    Session &m_session;
    EventTableModel &m_model;
    QHeaderView &m_header;
    QHash<QString, int> m_widths;   ///< by the user, by column
    const QByteArray m_default;     ///< what need not be kept
    QByteArray m_kept;              ///< as the memory has it, and the user saw it last
    std::vector<int> m_whenPressed; ///< widths before the user pulls at one
    QTimer m_changing;
    Job<std::string> m_loading; // last: its end is asked for first
};

} // namespace eventscope::ui
