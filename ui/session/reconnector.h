// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/session/session.h"

#include <QElapsedTimer>
#include <QTimer>

namespace eventscope::ui {

/// Brings a session back to a store that could not be reached for a while. After a problem that may pass it asks for
/// one event, first after `firstMs`, then after twice as long each time, up to a minute; as soon as that is answered
/// the session reads on. Until then its problem stays. GUI thread; the session outlives it.
class Reconnector final : public QObject {
    Q_OBJECT

  public:
    static constexpr int kFirstMs = 2'000;
    static constexpr int kLongestMs = 60'000;

    explicit Reconnector(Session &session, int firstMs = kFirstMs);

    /// How long it waits before it asks, or waited last.
    [[nodiscard]] int waitMs() const { return m_wait.interval(); }

  private:
    void handleProblem();
    void ask();

    Session &m_session;
    const int m_firstMs;
    QTimer m_wait;
    QElapsedTimer m_sinceAnswer; ///< a store that answers and is lost again at once is not asked more often
    Job<BatchPtr> m_asking;      // last: its end is asked for first
};

} // namespace eventscope::ui
