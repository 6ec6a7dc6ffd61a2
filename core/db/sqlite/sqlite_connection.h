// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/sqlite/sqlite_statement.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

struct sqlite3;

namespace eventscope {

/// How a database file is opened.
enum class SqliteMode : std::uint8_t {
    ReadOnly,  ///< cannot write; sees other programs' changes. A WAL file may leave empty -wal and -shm files beside it
    Immutable, ///< reads the file as if nobody could change it, without locks and without the WAL. Only for a file
               ///< without a -wal file in a folder that cannot be written to
    ReadWrite, ///< the file must exist
    Create,    ///< makes the file when it does not exist
};

struct SqliteOptions {
    SqliteMode mode = SqliteMode::ReadOnly;
    std::chrono::milliseconds busyWait{5000}; ///< how long to wait for other programs' locks
};

/// An open database file. Every connection is hardened: the schema is not trusted, extensions and attaching are off,
/// corruption is checked for; a reading one can also not write by its session (query_only) and runs no triggers or
/// views.
///
/// Threads: one at a time, with all its statements; only a stop request crosses (see SqliteInterrupt). Move only.
class SqliteConnection {
  public:
    /// The path is a file name, never a URI. Errors: NotFound (no such file, unless created), Unavailable, Corrupt (no
    /// database, found at the first read).
    [[nodiscard]] static Result<SqliteConnection> open(const std::string &path, const SqliteOptions &options);
    /// ReadOnly, or Immutable where only that can work: no -wal beside the file, and a folder that cannot be written
    /// to.
    [[nodiscard]] static SqliteMode readingModeFor(const std::string &path);

    SqliteConnection(SqliteConnection &&) noexcept;
    SqliteConnection &operator=(SqliteConnection &&) = delete;
    ~SqliteConnection();

    /// Runs one or more statements and ignores their rows.
    [[nodiscard]] Result<void> run(const std::string &sql);
    /// One statement, to be kept and used again and again.
    [[nodiscard]] Result<SqliteStatement> prepare(std::string_view sql);
    /// The first column of the first row, such as of "PRAGMA user_version"; 0 without a row.
    [[nodiscard]] Result<std::int64_t> number(std::string_view sql);
    /// As number(), as text.
    [[nodiscard]] Result<std::string> text(std::string_view sql);

    /// Makes `name(a, b)` usable in statements of this connection, though not in the file's schema. Arguments come as
    /// their bytes (NULL as empty). REQUIRES: depends on its arguments only and never throws.
    using Predicate = bool (*)(std::string_view a, std::string_view b);
    [[nodiscard]] Result<void> addPredicate(const std::string &name, Predicate predicate);

    [[nodiscard]] const std::string &path() const { return m_path; }
    /// True inside a transaction.
    [[nodiscard]] bool inTransaction() const;
    /// True when the last call failed because another connection held a lock.
    [[nodiscard]] bool wasBusy() const;
    /// True when the last call failed because the disk was full. A commit in WAL mode that fails so has not taken
    /// place.
    [[nodiscard]] bool wasFull() const;
    /// Pages in the -wal file after the last commit of this connection.
    [[nodiscard]] int walPages() const;
    /// Moves what is in the -wal file into the database, as far as other readers let it. A connection that writes must
    /// call it from time to time: nothing does so by itself, since that would swallow errors. Errors: Unavailable.
    [[nodiscard]] Result<void> checkpoint();
    /// Undoes the open transaction. Fails without memory for it: see inTransaction().
    void rollBack();

  private:
    friend class SqliteInterrupt;
    struct Closer {
        void operator()(sqlite3 *connection) const;
    };
    using Handle = std::unique_ptr<sqlite3, Closer>;
    struct Callbacks;
    SqliteConnection(Handle connection, std::string path, std::chrono::milliseconds busyWait);
    [[nodiscard]] Result<void> harden(SqliteMode mode);
    static int waitForLock(void *callbacks, int calls);
    static int wantsStop(void *callbacks);
    static int noteWalPages(void *callbacks, sqlite3 *connection, const char *database, int pages);

    std::string m_path;
    std::unique_ptr<Callbacks> m_callbacks; // what m_connection calls into, hence outlives it
    Handle m_connection;
};

/// Puts away what reading leaves beside a file: SQLite makes an empty -wal and a -shm file even for a connection that
/// may only read, and such a one cannot remove them. Where there was no -wal file at the start and there is an empty
/// one at the end, a connection that may write is opened and closed, which removes both by SQLite's own rules: only
/// when no program has the file open. The database itself stays as it is. Must outlive the connections.
class SqliteLeftovers {
  public:
    explicit SqliteLeftovers(std::string path);
    SqliteLeftovers(const SqliteLeftovers &) = delete;
    SqliteLeftovers &operator=(const SqliteLeftovers &) = delete;
    ~SqliteLeftovers();

  private:
    const std::string m_path;
    const bool m_hadWal;
};

/// While it lives, a stop request interrupts what its connection is doing: the call answers Cancelled at once, also
/// while it waits for another program's lock. Create it on the connection's thread, before the work.
class SqliteInterrupt {
  public:
    SqliteInterrupt(SqliteConnection &connection, const JobControl &job);
    SqliteInterrupt(const SqliteInterrupt &) = delete;
    SqliteInterrupt &operator=(const SqliteInterrupt &) = delete;
    ~SqliteInterrupt();

  private:
    SqliteConnection &m_connection;
    std::stop_callback<std::function<void()>> m_onStop;
};

} // namespace eventscope
