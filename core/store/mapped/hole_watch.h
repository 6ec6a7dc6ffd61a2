// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_read_session.h"
#include "core/store/event_store.h"

#include <cstdint>
#include <deque>
#include <mutex>
#include <set>
#include <string>

namespace eventscope {

/// Knows up to where a log can be trusted whose marks (numbers of a sequence, or times of the server's clock) are given
/// before the commit, so that a lower one may still appear below a higher one.
///
/// A mark that was there at some moment was given in a transaction that had begun by then, and so was every lower one.
/// So a look remembers, after its snapshot, which transactions run: the holders of a `virtualxid` lock, which even a
/// transaction without an id has, but for those of other databases and of the server itself. Once all of them have
/// ended, whatever a later snapshot still finds missing up to that mark stays missing. A transaction that vanished may
/// have been prepared, so prepared ones count in its place. Ids of transactions prove nothing: one may be given after
/// the mark. On a standby the writers cannot be seen; there only what follows without a gap is settled.
///
/// Threads: any. What an answer calls settled holds for snapshots that begin after the look.
class HoleWatch {
  public:
    struct Rule {
        std::string table;       ///< as it stands in statements
        std::string number;      ///< its column of numbers; empty: marks are times of the server's clock
        std::int64_t before = 0; ///< settled from the start
        std::string unprovable;  ///< why the transactions that run prove nothing here; empty: they do
    };
    explicit HoleWatch(Rule rule);

    struct Answer {
        std::int64_t last = 0;                  ///< the largest number in the look's snapshot, or the server's time
        std::int64_t settled = 0;               ///< at or below it nothing can appear any more
        Hole::State beyond = Hole::State::Open; ///< of what is missing above it
        std::string evidence;                   ///< why, in words
    };
    /// Cost: three short statements; where gaps cannot be proven dead, also an index range of at most 100,000 rows.
    [[nodiscard]] Result<Answer> look(PgSnapshot &snapshot, const JobControl &job);

    /// What follows from what one look saw, without a server.
    struct Sight {
        std::int64_t mark = 0;
        std::set<std::string> running, prepared;
    };
    /// A ticket for a look that begins; looks may overlap.
    [[nodiscard]] std::uint64_t begin();
    /// Takes in what the look with this ticket saw; the mark up to which everything is settled now.
    std::int64_t take(std::uint64_t ticket, const Sight &sight);

  private:
    struct Sighting {
        std::uint64_t seen = 0;
        Sight waitingFor;
    };
    [[nodiscard]] Result<std::int64_t> lastMark(PgSnapshot &snapshot, const JobControl &job) const;
    [[nodiscard]] Result<std::int64_t> runFrom(PgSnapshot &snapshot, std::int64_t settled, const JobControl &job) const;
    [[nodiscard]] Result<Answer> withoutProof(PgSnapshot &snapshot, Answer answer, const std::string &why,
                                              const JobControl &job);
    void advance(std::int64_t &to, std::int64_t settled);

    const Rule m_rule;
    std::mutex m_mutex;
    std::uint64_t m_tickets = 0;      // guarded by m_mutex
    std::int64_t m_settled;           // guarded by m_mutex
    std::int64_t m_unbroken;          // guarded by m_mutex; settled without a proof
    std::deque<Sighting> m_sightings; // guarded by m_mutex; by mark
};

} // namespace eventscope
