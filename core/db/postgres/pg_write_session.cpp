// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_write_session.h"

namespace eventscope {

namespace {

/// For a process that has been asked to end, of 50 ms each.
constexpr int kLooksMax = 100;
constexpr const char *kStarted = "(extract(epoch FROM backend_start) * 1000000)::bigint";

} // namespace

Result<std::unique_ptr<PgWriteSession>> PgWriteSession::open(const PgAddress &address, PgOptions options,
                                                             const JobControl &job) {
    options.access = PgAccess::ReadWrite;
    ES_ASSIGN(connection, PgConnection::open(address, options, job));
    ES_ASSIGN(found, connection.query("SELECT pg_catalog.pg_is_in_recovery(), pid::bigint, " + std::string(kStarted) +
                                          " FROM pg_catalog.pg_stat_activity WHERE pid = pg_backend_pid()",
                                      job));
    if (found.rows() != 1) {
        return fail(ErrorKind::Unsupported, "The server does not tell of its sessions (" + connection.where() + ")",
                    "Use PostgreSQL itself, version 12 or later");
    }
    ES_ASSIGN(isStandby, found.flag(0, 0));
    if (isStandby) {
        return fail(ErrorKind::Refused, "The server is a standby and takes no writes (" + connection.where() + ")",
                    "Name its primary");
    }
    ES_ASSIGN(process, found.number(0, 1));
    ES_ASSIGN(startedUs, found.number(0, 2));
    return std::unique_ptr<PgWriteSession>(
        new PgWriteSession(std::move(connection), {static_cast<int>(process), startedUs}));
}

Result<bool> PgWriteSession::end(const PgServerProcess &process, const JobControl &job) {
    // What ends a session stands in the list of columns: that alone is only evaluated for the rows that pass. Among
    // conditions the server chooses the order, and would end every session to see which one was meant.
    const std::string sql = "SELECT pg_terminate_backend(pid), pg_sleep(0.05) FROM pg_catalog.pg_stat_activity "
                            "WHERE pid = $1 AND " +
                            std::string(kStarted) + " = $2 AND usename = current_user AND pid <> pg_backend_pid()";
    const PgParameters which = PgParameters().number(process.id).number(process.startedUs);
    for (int look = 0; look < kLooksMax; ++look) {
        ES_ASSIGN(found, m_connection.query(sql, which, job));
        if (found.rows() == 0) return true;
    }
    return false;
}

} // namespace eventscope
