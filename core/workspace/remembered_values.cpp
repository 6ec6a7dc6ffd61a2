// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/remembered_values.h"

#include "core/db/sqlite/sqlite_connection.h"
#include "core/workspace/workspace.h"

namespace eventscope {

Result<std::string> rememberedValue(Workspace &workspace, std::string_view key) {
    const Workspace::Access access = workspace.access();
    ES_ASSIGN(get, access.connection.prepare("SELECT value FROM remembered_values WHERE store_id = ?1 AND key = ?2"));
    get.bindText(1, access.storeId).bindText(2, key);
    ES_ASSIGN(found, get.step());
    return found ? std::string(get.bytes(0)) : std::string();
}

Result<void> rememberValue(Workspace &workspace, std::string_view key, std::string_view value) {
    const Workspace::Access access = workspace.access();
    ES_ASSIGN(statement, access.connection.prepare(
                             value.empty() ? "DELETE FROM remembered_values WHERE store_id = ?1 AND key = ?2"
                                           : "INSERT OR REPLACE INTO remembered_values VALUES (?1, ?2, ?3)"));
    statement.bindText(1, access.storeId).bindText(2, key);
    if (!value.empty()) statement.bindText(3, value);
    return statement.run();
}

} // namespace eventscope
