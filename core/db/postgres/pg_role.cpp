// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_role.h"

namespace eventscope {

Result<PgRole> roleOf(PgSnapshot &snapshot, const std::string &table, const JobControl &job) {
    // A role that an old server does not know has no row in pg_roles.
    constexpr const char *kSql =
        "SELECT current_user::text, current_database()::text, r.rolsuper, "
        "EXISTS (SELECT FROM pg_catalog.pg_roles p WHERE p.rolname = 'pg_write_all_data' AND pg_has_role(p.oid, "
        "'MEMBER')), "
        "EXISTS (SELECT FROM pg_catalog.pg_roles p WHERE p.rolname = 'pg_execute_server_program' AND "
        "pg_has_role(p.oid, 'MEMBER')), "
        "coalesce(has_table_privilege(to_regclass($1), 'INSERT, UPDATE, DELETE, TRUNCATE'), false), "
        "pg_is_in_recovery(), current_setting('transaction_read_only') = 'on' "
        "FROM pg_catalog.pg_roles r WHERE r.rolname = current_user";
    ES_ASSIGN(found, snapshot.query(kSql, PgParameters().text(table), job));
    PgRole role;
    ES_ASSIGN(name, found.text(0, 0));
    ES_ASSIGN(database, found.text(0, 1));
    role.name = name;
    role.database = database;
    bool *const flags[] = {&role.isSuperuser,   &role.canWriteAll, &role.canRunPrograms,
                           &role.canWriteTable, &role.isStandby,   &role.isSessionReadOnly};
    std::size_t column = 2;
    for (bool *const flag : flags) {
        ES_ASSIGN(value, found.flag(0, column++));
        *flag = value;
    }
    return role;
}

} // namespace eventscope
