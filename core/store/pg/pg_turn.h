// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/no_memory.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_address.h"
#include "core/db/postgres/pg_write_session.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace eventscope {

/// The one session of a writer: whoever writes takes a turn with it. A session that was lost is opened again for the
/// next turn, and ended in the server first: it might still hold locks there, or even write. Threads: any.
class PgTurn {
  public:
    explicit PgTurn(PgAddress address) : m_address(std::move(address)) {}

    /// Runs `work(PgConnection &)`, which answers Result<T>, when it is its turn. Errors: its own, Refused (another
    /// part of the program held the turn for over 5 s), and those of PgWriteSession::open().
    template <class T, class Work>
    [[nodiscard]] Result<T> take(const JobControl &job, Work &&work) {
        return withoutThrowing([&]() -> Result<T> {
            const std::unique_lock turn(m_turn, kTurnWait);
            if (!turn) return fail(busyError());
            if (job.stopRequested()) return cancelled();
            ES_ASSIGN(connection, connected(job));
            return work(*connection);
        });
    }

    /// Within a turn, after `loss` kept an answer away: what `look(PgConnection &)`, a Result<std::optional<T>>, finds
    /// once the lost session can write nothing any more. Nothing found is Unavailable, nothing was written. While the
    /// server stays out of reach, or the looking fails, it is tried a few times; then OutcomeUnknown, with `hint`. Once
    /// someone has asked to stop there is one look only.
    template <class T, class Look>
    [[nodiscard]] Result<T> settle(Error loss, const char *hint, const JobControl &job, Look &&look) {
        for (int attempt = 1;; ++attempt) {
            const auto found = [&]() -> Result<std::optional<T>> {
                ES_ASSIGN(connection, connected({}));
                return look(*connection);
            }();
            if (found && *found) return **found;
            if (found) return fail(nothingError());
            // Somebody else has what could not be both there and written by us.
            if (found.error().kind == ErrorKind::IdConflict || found.error().kind == ErrorKind::PartialDuplicate)
                return fail(found.error());
            if (!goesOn(attempt, job)) return fail(unknownError(std::move(loss), hint));
        }
    }

  private:
    static constexpr std::chrono::milliseconds kTurnWait{5000};

    /// The session, a new one after a loss.
    [[nodiscard]] Result<PgConnection *> connected(const JobControl &job);
    [[nodiscard]] Result<void> reopen(const JobControl &job);
    /// Pauses before the next attempt, if there is one.
    [[nodiscard]] bool goesOn(int attempt, const JobControl &job) const;
    [[nodiscard]] static Error busyError();
    [[nodiscard]] Error nothingError() const;
    [[nodiscard]] static Error unknownError(Error loss, const char *hint);

    const PgAddress m_address;
    std::timed_mutex m_turn;
    std::unique_ptr<PgWriteSession> m_session; // guarded by m_turn; may be lost
    std::optional<PgServerProcess> m_lost;     // guarded by m_turn; served a session before, and may still do so
};

} // namespace eventscope
