// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/history_feed.h"

#include "ui/widgets/safe_text.h"

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

/// Rests as many times as long as growing took.
constexpr qint64 kRest = 4;
/// Shorter pauses than the session's are of no use.
constexpr qint64 kPauseMsMin = 100;

} // namespace

HistoryFeed::HistoryFeed(Session &session, StreamId stream, QObject *parent)
    : QObject(parent),
      m_session(session),
      m_stream(std::move(stream)),
      m_parts(session.workers(), [this](const HistoryPtr &part) { Q_EMIT partRead(part); }),
      m_building(session.workers()),
      m_growing(session.workers()) {
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &HistoryFeed::extend);
    connect(&session, &Session::rowsGrown, this, &HistoryFeed::look);
    connect(&session, &Session::rowsAboutToMove, this, [this] { m_seen = std::min(m_seen, m_session.settledRows()); });
}

HistoryFeed::~HistoryFeed() { drop(); }

void HistoryFeed::drop() {
    m_pause.stop();
    m_parts.drop();
    m_building.drop();
    m_growing.drop();
    m_wanted = kNoVersion;
    m_session.workers().release(std::exchange(m_history, nullptr));
}

void HistoryFeed::build(const FoldPtr &fold) {
    drop();
    m_seen = m_session.rows(); // what is there now, the building reads
    m_building.startListed(tr("History of %1").arg(shortened(m_stream.value)),
                           m_session.history(m_stream, fold, {}, m_parts.restart()),
                           [this](Result<HistoryPtr> history) {
                               m_parts.drop();
                               if (!history) {
                                   Q_EMIT failed(history.error());
                                   return;
                               }
                               m_history = *std::move(history);
                               Q_EMIT built(m_history);
                               extend(); // the stream may have grown meanwhile
                           });
}

Version HistoryFeed::last() const {
    return m_history->steps().empty() ? kNoVersion : m_history->steps().back().version;
}

bool HistoryFeed::isBehind() const { return m_history && (m_growing.isRunning() || last() < m_wanted); }

/// Whether the rows that came are of this stream is in memory: the store is asked only when they are.
void HistoryFeed::look() {
    const LogIndex &log = m_session.index();
    const std::uint64_t from = std::exchange(m_seen, m_session.rows());
    const auto stream = log.dictionary().findStream(m_stream.value);
    if (!stream) return;
    bool isBetween = false;
    for (std::uint64_t row = from; row < m_seen; ++row) {
        if (log.streamCode(row) != *stream) continue;
        const Version version = log.version(row);
        m_wanted = std::max(m_wanted, version);
        if (!m_history || version > last()) continue;
        const auto step = m_history->stepAtVersion(version);
        isBetween = isBetween || !step || m_history->steps()[*step].version != version;
    }
    if (isBetween)
        Q_EMIT overtaken();
    else
        extend();
}

void HistoryFeed::extend() {
    if (!m_history || m_growing.isRunning() || m_pause.isActive() || last() >= m_wanted) return;
    m_took.start();
    m_growing.start([history = m_history](const JobControl &job) { return history->grown(kEnd, job); },
                    [this](Result<HistoryPtr> longer) { handleLonger(std::move(longer)); });
}

void HistoryFeed::handleLonger(Result<HistoryPtr> longer) {
    if (!longer) {
        // What passes is tried again when more comes; the frame says that the store is out of reach.
        if (!longer.error().isTransient() && longer.error().kind != ErrorKind::Cancelled) Q_EMIT failed(longer.error());
        return;
    }
    if (const qint64 rest = kRest * m_took.elapsed(); rest > kPauseMsMin) m_pause.start(static_cast<int>(rest));
    if (!*longer) return; // the log is ahead of what the store gives of the stream; the next growth asks again
    auto before = std::exchange(m_history, *std::move(longer));
    Q_EMIT grown(m_history);
    m_session.workers().release(std::move(before));
    extend();
}

} // namespace eventscope::ui
