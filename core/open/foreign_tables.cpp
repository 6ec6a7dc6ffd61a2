// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/foreign_tables.h"

#include "core/base/result.h"
#include "core/db/sqlite/sqlite_connection.h"
#include "core/store/sqlite/store_layout.h"

namespace eventscope {

namespace {

constexpr int kTablesMax = 20;

/// Empty when the file is ours.
Result<std::string> foreignTables(const std::string &path) {
    SqliteOptions options;
    options.mode = SqliteConnection::readingModeFor(path);
    ES_ASSIGN(connection, SqliteConnection::open(path, options));
    ES_ASSIGN(applicationId, connection.number("PRAGMA application_id"));
    if (applicationId == storeFormat().applicationId) return std::string();
    ES_ASSIGN(statement, connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                                            "substr(name, 1, 7) <> 'sqlite_' ORDER BY name"));
    std::string list;
    for (int tables = 0;; ++tables) {
        ES_ASSIGN(row, statement.step());
        if (!row) return list.empty() ? "it has no tables" : "its tables: " + list;
        if (tables == kTablesMax) return "its tables: " + list + " and more";
        if (!list.empty()) list += ", ";
        list += statement.bytes(0);
    }
}

} // namespace

Error withForeignTables(Error error, const std::string &path) {
    if (error.kind != ErrorKind::Unsupported) return error;
    if (auto tables = foreignTables(path); tables && !tables->empty()) {
        error.detail = *std::move(tables);
        error.hint = "Databases of other programs cannot be opened by this version";
    }
    return error;
}

} // namespace eventscope
