// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/sqlite/sqlite_transaction.h"

namespace eventscope {

Result<SqliteTransaction> SqliteTransaction::begin(SqliteConnection &connection, Kind kind) {
    // Undoing the one before fails when there is no memory for it.
    if (connection.inTransaction()) connection.rollBack();
    auto begun = connection.run(kind == Kind::Write ? "BEGIN IMMEDIATE" : "BEGIN");
    if (begun) return SqliteTransaction(connection);
    Error error = std::move(begun).error();
    if (kind == Kind::Write && connection.wasBusy()) error.kind = ErrorKind::Refused;
    return fail(std::move(error));
}

SqliteTransaction::~SqliteTransaction() {
    // SQLite has rolled back by itself after the errors that leave no transaction open.
    if (m_connection && m_connection->inTransaction()) m_connection->rollBack();
}

Result<void> SqliteTransaction::commit() {
    ES_TRY(m_connection->run("COMMIT"));
    m_connection = nullptr;
    return {};
}

} // namespace eventscope
