// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

struct sqlite3_stmt;

namespace eventscope {

/// A prepared statement: bind, step, read columns, reset. One thread at a time; must die before its connection is used
/// by another thread. Parameters count from 1, columns from 0, as in SQLite.
class SqliteStatement {
  public:
    /// Text and blobs are not copied: they must live until the next reset(). A failed bind is told by the next step().
    SqliteStatement &bind(int parameter, std::int64_t number);
    SqliteStatement &bindText(int parameter, std::string_view text);
    SqliteStatement &bindBlob(int parameter, std::span<const std::byte> bytes);
    SqliteStatement &bindNull(int parameter);
    SqliteStatement &bind(int parameter, std::optional<std::int64_t> number);

    /// True: there is a row to read. False: done. Errors: see sqliteError().
    [[nodiscard]] Result<bool> step();
    /// Steps to the end and resets; for statements without rows.
    [[nodiscard]] Result<void> run();
    /// Ready for the next execution; ends the snapshot that it held. Bindings stay.
    void reset();

    [[nodiscard]] std::int64_t number(int column) const;
    /// The stored bytes of a text or a blob, until the next step or reset. Empty for NULL.
    [[nodiscard]] std::string_view bytes(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] bool isBlob(int column) const;

  private:
    friend class SqliteConnection;
    struct Finalizer {
        void operator()(sqlite3_stmt *statement) const;
    };
    explicit SqliteStatement(sqlite3_stmt *statement) : m_statement(statement) {}
    void keepFirst(int code);

    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
    int m_bindCode = 0;
};

/// Resets a statement at the end of a scope, whichever way it is left.
class SqliteResetGuard {
  public:
    explicit SqliteResetGuard(SqliteStatement &statement) : m_statement(statement) {}
    SqliteResetGuard(const SqliteResetGuard &) = delete;
    SqliteResetGuard &operator=(const SqliteResetGuard &) = delete;
    ~SqliteResetGuard() { m_statement.reset(); }

  private:
    SqliteStatement &m_statement;
};

} // namespace eventscope
