// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_address.h"
#include "core/db/postgres/pg_options.h"
#include "core/db/postgres/pg_parameters.h"
#include "core/db/postgres/pg_result.h"
#include "core/db/postgres/pg_tls.h"

#include <memory>
#include <optional>
#include <string>

namespace eventscope {

class PgLink;

/// An open session with a PostgreSQL server.
///
/// Every call ends within about a second after its job is asked to stop, with Cancelled: the server is told to stop, on
/// a thread of its own, and when it does not do so in that time the connection is given up (isLost). Stopping itself is
/// no network call, so any thread may ask for it. A server that stays silent counts as lost.
///
/// Threads: one at a time, with everything made from it. Move only.
class PgConnection {
  public:
    /// Connects (options of PGOPTIONS are not used), sets the limits of `options`, an empty search_path (so
    /// statements name schemas) and row_security=off (policies never hide rows: the query is refused), and reads them
    /// back. Finding a host's address may block beyond a stop request. Errors:
    /// Invalid (settings), Refused (login; a server that cannot prove who it is; an address that asks for less;
    /// something in between that drops the limits; a superuser where the address refuses them), NotFound (no such
    /// database), Unavailable, Cancelled (also: who was asked for a password gave up). None of them ever shows one.
    [[nodiscard]] static Result<PgConnection> open(const PgAddress &address, const PgOptions &options,
                                                   const JobControl &job);
    PgConnection(PgConnection &&) noexcept;
    PgConnection &operator=(PgConnection &&) noexcept;
    ~PgConnection();

    /// Runs one statement, with its values apart, and gives its whole answer: for what is known to be small. Errors:
    /// see pgError(), TooLarge (options.resultBytesMax), Cancelled.
    [[nodiscard]] Result<PgResult> query(const std::string &sql, const PgParameters &parameters, const JobControl &job);
    [[nodiscard]] Result<PgResult> query(const std::string &sql, const JobControl &job);
    /// The same for a statement that is sent again and again, always with values of the same types: it is prepared.
    [[nodiscard]] Result<PgResult> queryOften(const std::string &sql, const PgParameters &parameters,
                                              const JobControl &job);
    /// As query(), in a read-only transaction of its own, all in one round trip; the same statement twice in a row is
    /// prepared. Errors: also Internal (there is a transaction already).
    [[nodiscard]] Result<PgResult> queryAlone(const std::string &sql, const PgParameters &parameters,
                                              const JobControl &job);

    /// True when the connection is of no use any more. Looks at what has arrived, without waiting.
    [[nodiscard]] bool isLost();
    [[nodiscard]] bool inTransaction() const;
    [[nodiscard]] PgAccess access() const;
    /// 150018 is 15.18.
    [[nodiscard]] int serverVersion() const;
    /// The process that serves it, as in pg_stat_activity.
    [[nodiscard]] int serverProcess() const;
    /// How the server proved who it is.
    [[nodiscard]] PgTls tls() const;
    /// "database "shop" at host:5432", for messages.
    [[nodiscard]] const std::string &where() const;
    /// "postgresql://reader@host:5432/shop": how to get here again, without any secret.
    [[nodiscard]] std::string address() const;
    /// Of the last failure; empty when the server had no say in it.
    [[nodiscard]] const std::string &sqlState() const;

  private:
    friend class PgTransaction;
    friend class PgCopyReader;
    friend class PgCopyWriter;
    friend class PgListener;
    explicit PgConnection(std::unique_ptr<PgLink> link);
    [[nodiscard]] Result<void> confirmLimits(const JobControl &job);
    [[nodiscard]] Result<void> refuseSuperuser(const JobControl &job);
    [[nodiscard]] Result<PgResult> answer(const JobControl &job);
    [[nodiscard]] Result<PgResult> answerBetween(const JobControl &job);
    template <class Ask>
    [[nodiscard]] Result<PgResult> askPrepared(const Ask &ask);
    [[nodiscard]] Result<PgResult> askAlone(const std::string &sql, const PgParameters &parameters,
                                            const JobControl &job);

    std::unique_ptr<PgLink> m_link;
    std::string m_lastAlone = {};
    std::string m_weakerMode = {};
    std::optional<Time> m_weakerSince = {};
};

} // namespace eventscope
