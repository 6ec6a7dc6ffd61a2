// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/used_filters.h"

#include "core/db/sqlite/sqlite_connection.h"
#include "core/db/sqlite/sqlite_transaction.h"
#include "core/workspace/workspace.h"

namespace eventscope {

Result<std::vector<std::string>> usedFilters(Workspace &workspace) {
    const Workspace::Access access = workspace.access();
    ES_ASSIGN(list, access.connection.prepare("SELECT text FROM used_filters WHERE store_id = ?1 ORDER BY turn DESC"));
    list.bindText(1, access.storeId);
    std::vector<std::string> found;
    for (;;) {
        ES_ASSIGN(isRow, list.step());
        if (!isRow) return found;
        found.emplace_back(list.bytes(0));
    }
}

Result<void> noteUsedFilter(Workspace &workspace, const std::string &text) {
    const Workspace::Access access = workspace.access();
    ES_ASSIGN(transaction, SqliteTransaction::begin(access.connection, SqliteTransaction::Kind::Write));
    ES_ASSIGN(put, access.connection.prepare("INSERT OR REPLACE INTO used_filters VALUES (?1, ?2, (SELECT "
                                             "coalesce(max(turn), 0) + 1 FROM used_filters WHERE store_id = ?1))"));
    ES_TRY(put.bindText(1, access.storeId).bindText(2, text).run());
    ES_ASSIGN(prune, access.connection.prepare(
                         "DELETE FROM used_filters WHERE store_id = ?1 AND turn <= (SELECT turn FROM used_filters"
                         " WHERE store_id = ?1 ORDER BY turn DESC LIMIT 1 OFFSET ?2)"));
    ES_TRY(prune.bindText(1, access.storeId).bind(2, std::int64_t{kUsedFiltersMax}).run());
    return transaction.commit();
}

Result<void> forgetUsedFilters(Workspace &workspace) {
    const Workspace::Access access = workspace.access();
    ES_ASSIGN(statement, access.connection.prepare("DELETE FROM used_filters WHERE store_id = ?1"));
    return statement.bindText(1, access.storeId).run();
}

} // namespace eventscope
