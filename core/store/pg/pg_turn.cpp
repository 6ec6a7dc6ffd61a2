// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/pg/pg_turn.h"

#include "core/base/pause.h"
#include "core/db/postgres/pg_read_pool.h"

#include <chrono>

namespace eventscope {

namespace {

constexpr int kAttemptsMax = 5;
constexpr std::chrono::milliseconds kFirstPause{100};

} // namespace

Result<PgConnection *> PgTurn::connected(const JobControl &job) {
    if (!m_session || m_session->connection().isLost()) ES_TRY(reopen(job));
    return &m_session->connection();
}

Result<void> PgTurn::reopen(const JobControl &job) {
    if (m_session) m_lost = m_session->process();
    m_session = nullptr;
    PgOptions options = pgOptionsFor(m_address);
    options.lockTimeout = kTurnWait;
    ES_ASSIGN(session, PgWriteSession::open(m_address, options, job));
    if (m_lost) {
        ES_ASSIGN(ended, session->end(*m_lost, job));
        if (!ended) {
            return fail(ErrorKind::Unavailable,
                        "The session that was lost is still at work in the server (" + session->connection().where() +
                            ")",
                        "Try again later");
        }
        m_lost.reset();
    }
    m_session = std::move(session);
    return {};
}

bool PgTurn::goesOn(int attempt, const JobControl &job) const {
    if (attempt >= kAttemptsMax || job.stopRequested()) return false;
    // A little off the beat, so that many clients do not all come back at once.
    const auto pause = kFirstPause * (1 << (attempt - 1));
    pauseUnlessStopped(pause + pause * (m_lost ? m_lost->id % 16 : 0) / 32, job.stop);
    return !job.stopRequested();
}

Error PgTurn::busyError() {
    return {ErrorKind::Refused,
            "Another part of this program is writing to the store",
            "Wait until it is done",
            {},
            std::nullopt};
}

Error PgTurn::nothingError() const {
    return {ErrorKind::Unavailable,
            "The connection was lost and nothing was written (" + m_session->connection().where() + ")",
            "Try again",
            {},
            std::nullopt};
}

Error PgTurn::unknownError(Error loss, const char *hint) {
    loss.kind = ErrorKind::OutcomeUnknown;
    loss.message += "; whether it was written is not certain, and the server cannot be asked";
    loss.hint = hint;
    return loss;
}

} // namespace eventscope
