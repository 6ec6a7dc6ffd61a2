// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_write_session.h"

namespace eventscope {

Result<std::unique_ptr<PgWriteSession>> PgWriteSession::open(const PgAddress &address, PgOptions options,
                                                             const JobControl &job) {
    options.access = PgAccess::ReadWrite;
    ES_ASSIGN(connection, PgConnection::open(address, options, job));
    ES_ASSIGN(found, connection.query("SELECT pg_catalog.pg_is_in_recovery()", job));
    ES_ASSIGN(isStandby, found.flag(0, 0));
    if (isStandby) {
        return fail(ErrorKind::Refused, "The server is a standby and takes no writes (" + connection.where() + ")",
                    "Name its primary");
    }
    return std::unique_ptr<PgWriteSession>(new PgWriteSession(std::move(connection)));
}

Result<bool> PgWriteSession::end(int process, const JobControl &job) {
    // pg_terminate_backend of a process that is gone already only warns. It answers when the other one has ended.
    constexpr const char *kSql =
        "SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity WHERE pid = $1 AND usename = current_user "
        "AND pid <> pg_backend_pid() AND NOT pg_terminate_backend(pid, 5000))";
    ES_ASSIGN(ended, m_connection.query(kSql, PgParameters().number(process), job));
    return ended.flag(0, 0);
}

} // namespace eventscope
