// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/saved_filters.h"

#include "core/db/sqlite/sqlite_connection.h"
#include "core/db/sqlite/sqlite_transaction.h"
#include "core/workspace/workspace.h"

namespace eventscope {

namespace {

Result<void> remove(const Workspace::Access &access, const std::string &name) {
    ES_ASSIGN(statement, access.connection.prepare("DELETE FROM saved_filters WHERE store_id = ?1 AND name = ?2"));
    return statement.bindText(1, access.storeId).bindText(2, name).run();
}

Result<bool> exists(const Workspace::Access &access, const std::string &name) {
    ES_ASSIGN(look, access.connection.prepare("SELECT 1 FROM saved_filters WHERE store_id = ?1 AND name = ?2"));
    return look.bindText(1, access.storeId).bindText(2, name).step();
}

Result<void> add(const Workspace::Access &access, const SavedFilter &filter) {
    if (filter.name.empty() || filter.name.size() > SavedFilter::kNameBytesMax) {
        return fail(ErrorKind::Invalid,
                    "A saved filter needs a name of 1 to " + std::to_string(SavedFilter::kNameBytesMax) + " bytes");
    }
    ES_ASSIGN(isTaken, exists(access, filter.name));
    if (isTaken) {
        return fail(ErrorKind::Refused, "There is a saved filter \"" + filter.name + "\" already",
                    "Take another name, or remove that one first");
    }
    ES_ASSIGN(statement, access.connection.prepare("INSERT INTO saved_filters VALUES (?1, ?2, ?3)"));
    return statement.bindText(1, access.storeId).bindText(2, filter.name).bindText(3, filter.text).run();
}

} // namespace

Result<std::vector<SavedFilter>> savedFilters(Workspace &workspace) {
    const Workspace::Access access = workspace.access();
    ES_ASSIGN(list,
              access.connection.prepare("SELECT name, text FROM saved_filters WHERE store_id = ?1 ORDER BY name"));
    list.bindText(1, access.storeId);
    std::vector<SavedFilter> found;
    for (;;) {
        ES_ASSIGN(isRow, list.step());
        if (!isRow) return found;
        found.push_back({std::string(list.bytes(0)), std::string(list.bytes(1))});
    }
}

Result<void> changeSavedFilter(Workspace &workspace, const std::optional<SavedFilter> &from,
                               const std::optional<SavedFilter> &to) {
    const Workspace::Access access = workspace.access();
    ES_ASSIGN(transaction, SqliteTransaction::begin(access.connection, SqliteTransaction::Kind::Write));
    if (from) ES_TRY(remove(access, from->name));
    if (to) ES_TRY(add(access, *to));
    return transaction.commit();
}

} // namespace eventscope
