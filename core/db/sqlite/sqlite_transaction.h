// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/db/sqlite/sqlite_connection.h"

#include <cstdint>
#include <utility>

namespace eventscope {

/// A transaction as a scope: rolls back at its end unless committed. Not nested. Move only.
class SqliteTransaction {
  public:
    enum class Kind : std::uint8_t {
        Read,  ///< one snapshot over several statements, taken at the first read
        Write, ///< takes the write lock at once (BEGIN IMMEDIATE)
    };
    /// Errors: Refused (another program holds the write lock), and those of sqliteError().
    [[nodiscard]] static Result<SqliteTransaction> begin(SqliteConnection &connection, Kind kind);
    SqliteTransaction(SqliteTransaction &&other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    SqliteTransaction &operator=(SqliteTransaction &&) = delete;
    ~SqliteTransaction();

    /// After an error the transaction is over, too; whether it took place is then not certain when the disk failed.
    [[nodiscard]] Result<void> commit();

  private:
    explicit SqliteTransaction(SqliteConnection &connection) : m_connection(&connection) {}
    SqliteConnection *m_connection; // null once moved from or committed
};

} // namespace eventscope
