// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/sqlite/sqlite_statement.h"

#include "core/db/sqlite/sqlite_error.h"

#include <sqlite3.h>

namespace eventscope {

void SqliteStatement::Finalizer::operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }

void SqliteStatement::keepFirst(int code) {
    if (m_bindCode == SQLITE_OK) m_bindCode = code;
}

SqliteStatement &SqliteStatement::bind(int parameter, std::int64_t number) {
    keepFirst(sqlite3_bind_int64(m_statement.get(), parameter, number));
    return *this;
}

SqliteStatement &SqliteStatement::bind(int parameter, std::optional<std::int64_t> number) {
    return number ? bind(parameter, *number) : bindNull(parameter);
}

SqliteStatement &SqliteStatement::bindText(int parameter, std::string_view text) {
    // A null pointer would bind NULL, but an empty text is meant.
    const char *bytes = text.data() ? text.data() : "";
    keepFirst(sqlite3_bind_text64(m_statement.get(), parameter, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

SqliteStatement &SqliteStatement::bindBlob(int parameter, std::span<const std::byte> bytes) {
    const void *start = bytes.data() ? static_cast<const void *>(bytes.data()) : "";
    keepFirst(sqlite3_bind_blob64(m_statement.get(), parameter, start, bytes.size(), SQLITE_STATIC));
    return *this;
}

SqliteStatement &SqliteStatement::bindNull(int parameter) {
    keepFirst(sqlite3_bind_null(m_statement.get(), parameter));
    return *this;
}

Result<bool> SqliteStatement::step() {
    sqlite3 *connection = sqlite3_db_handle(m_statement.get());
    if (m_bindCode != SQLITE_OK) {
        return fail(sqliteError(m_bindCode, sqlite3_db_filename(connection, "main"), "use the database", "binding"));
    }
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return fail(sqliteError(connection, sqlite3_stmt_readonly(m_statement.get()) ? "read" : "write"));
}

Result<void> SqliteStatement::run() {
    const SqliteResetGuard guard(*this);
    for (;;) {
        ES_ASSIGN(row, step());
        if (!row) return {};
    }
}

void SqliteStatement::reset() {
    sqlite3_reset(m_statement.get());
    m_bindCode = SQLITE_OK;
}

std::int64_t SqliteStatement::number(int column) const { return sqlite3_column_int64(m_statement.get(), column); }

std::string_view SqliteStatement::bytes(int column) const {
    const void *start = sqlite3_column_blob(m_statement.get(), column);
    if (!start) return ""; // not a null pointer, which memory functions do not take
    return {static_cast<const char *>(start),
            static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

bool SqliteStatement::isNull(int column) const { return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL; }

bool SqliteStatement::isBlob(int column) const { return sqlite3_column_type(m_statement.get(), column) == SQLITE_BLOB; }

} // namespace eventscope
