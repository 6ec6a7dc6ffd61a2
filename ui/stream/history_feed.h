// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/session/session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace eventscope::ui {

/// The history of one stream as a page needs it: built once, with its beginning on the way, and then kept up with what
/// is appended to the stream, by folding the new events alone. Old histories are let go of on a worker. GUI thread.
class HistoryFeed final : public QObject {
    Q_OBJECT

  public:
    HistoryFeed(Session &session, StreamId stream, QObject *parent = nullptr);
    ~HistoryFeed() override;

    /// Begins anew with this fold.
    void build(const FoldPtr &fold);
    /// Forgets everything and follows nothing until build().
    void drop();
    /// True while the new events of the stream that the session knows of are not in the history yet.
    [[nodiscard]] bool isBehind() const;

  Q_SIGNALS:
    /// A longer and longer beginning, while it is being built.
    void partRead(const eventscope::HistoryPtr &history);
    void built(const eventscope::HistoryPtr &history);
    /// Events were appended: the same with more steps.
    void grown(const eventscope::HistoryPtr &history);
    /// An event appeared between others of the stream: what was built does not hold any more.
    void overtaken();
    void failed(const eventscope::Error &error);

  private:
    void look();
    void extend();
    void handleLonger(Result<HistoryPtr> longer);
    [[nodiscard]] Version last() const;

    Session &m_session;
    const StreamId m_stream;
    HistoryPtr m_history;     ///< null before built()
    std::uint64_t m_seen = 0; ///< rows of the log that were looked at
    Version m_wanted;         ///< the newest of the stream that the log has
    QTimer m_pause;           ///< so that a long list of steps is not copied all the time
    QElapsedTimer m_took;
    Latest<HistoryPtr> m_parts;
    Job<HistoryPtr> m_building; // last two: their end is asked for first
    Job<HistoryPtr> m_growing;
};

} // namespace eventscope::ui
