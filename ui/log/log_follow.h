// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QTimer>

#include <optional>

class QTableView;

namespace eventscope::ui {

class EventTableModel;
class NewRowsPill;

/// Keeps the end of the log in sight as events come, as long as the reader is there, the cursor is live and nobody has
/// paused it. Otherwise nothing moves, and a pill says how many events came since the end was last seen.
class LogFollow final : public QObject {
    Q_OBJECT

  public:
    /// All outlive it; `table` shows `model`.
    LogFollow(Session &session, const Theme &theme, EventTableModel &model, QTableView &table);

    /// Whether the reader was at the end when anything last moved by hand.
    [[nodiscard]] bool isAtEnd() const { return m_isAtEnd; }
    /// Says where the reader is after the rows were others for a moment.
    void setAtEnd(bool isAtEnd);
    void goToEnd();
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    void setPaused(bool isPaused);
    [[nodiscard]] NewRowsPill *pill() const { return m_pill; }

  Q_SIGNALS:
    void pausedChanged(bool isPaused);

  private:
    [[nodiscard]] bool isFollowing() const;
    [[nodiscard]] bool isEndInSight() const;
    void look();

    Session &m_session;
    EventTableModel &m_model;
    QTableView &m_table;
    NewRowsPill *m_pill;
    bool m_isAtEnd = true;
    bool m_isPaused = false;
    std::optional<Position> m_seenTo; ///< the last event when the end was last in sight
    QTimer m_look;                    ///< rows come many at a time, and before the table has made room for them
};

} // namespace eventscope::ui
