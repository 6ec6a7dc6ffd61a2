// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/pg_model_lock.h"

#include "core/base/text.h"
#include "core/db/postgres/pg_read_pool.h"
#include "core/db/postgres/pg_write_session.h"

namespace eventscope {

namespace {

class HeldSession final : public ModelLock {
  public:
    HeldSession(std::unique_ptr<PgWriteSession> session, std::int64_t number)
        : m_session(std::move(session)), m_number(number) {}
    HeldSession(const HeldSession &) = delete;
    HeldSession &operator=(const HeldSession &) = delete;
    /// A server takes a moment to notice that a session has ended; the next one who wants the lock may be faster.
    ~HeldSession() override {
        PgConnection &connection = m_session->connection();
        if (!connection.isLost())
            (void)connection.query("SELECT pg_catalog.pg_advisory_unlock($1)", PgParameters().number(m_number), {});
    }

  private:
    const std::unique_ptr<PgWriteSession> m_session;
    const std::int64_t m_number;
};

/// The advisory lock with this number, in this database.
constexpr std::string_view kLockRows =
    "FROM pg_catalog.pg_locks AS l LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.database = "
    "(SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) AND "
    "(l.classid::bigint << 32) | l.objid::bigint = $1";

/// "eventscope (process 17 of role ann from 10.0.0.7, since ...)"; empty when the server does not tell.
Result<std::string> holderOf(PgConnection &connection, std::int64_t number, const JobControl &job) {
    ES_ASSIGN(found,
              connection.query("SELECT pg_catalog.format('%s (process %s of role %s%s, since %s)', a.application_name, "
                               "a.pid, a.usename, ' from ' || pg_catalog.host(a.client_addr), a.backend_start) " +
                                   std::string(kLockRows) + " AND a.pid IS NOT NULL",
                               PgParameters().number(number), job));
    return found.rows() == 0 ? std::string() : safeText(found.field(0, 0).bytes(), LineBreaks::Escape);
}

} // namespace

Result<std::unique_ptr<ModelLock>> lockPgModel(const PgAddress &address, const PgModelNames &names,
                                               const std::string &table, const JobControl &job) {
    const std::int64_t number = names.lockNumber(table);
    ES_ASSIGN(session, PgWriteSession::open(address, pgOptionsFor(address), job));
    PgConnection &connection = session->connection();
    ES_ASSIGN(answer,
              connection.query("SELECT pg_catalog.pg_try_advisory_lock($1)", PgParameters().number(number), job));
    ES_ASSIGN(isHeld, answer.flag(0, 0));
    if (isHeld) return std::make_unique<HeldSession>(std::move(session), number);
    ES_ASSIGN(holder, holderOf(connection, number, job));
    return fail(ErrorKind::Refused,
                "Another program is working on " + table + " (" + connection.where() + ")" +
                    (holder.empty() ? "" : ": " + holder),
                "Wait until it is done, or end it");
}

Result<bool> isPgModelLocked(const PgAsk &ask, const PgModelNames &names, const std::string &table) {
    ES_ASSIGN(found, ask("SELECT 1 " + std::string(kLockRows), PgParameters().number(names.lockNumber(table))));
    return found.rows() > 0;
}

} // namespace eventscope
