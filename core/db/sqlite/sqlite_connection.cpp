// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/sqlite/sqlite_connection.h"

#include "core/db/sqlite/sqlite_error.h"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <new>
#include <thread>
#include <unistd.h>
#include <utility>

namespace eventscope {

namespace {

/// The largest value we ever read or write: an event of the largest size, with room for its row.
constexpr int kValueBytesMax = 64 << 20;

/// Steps of SQLite's virtual machine: about a millisecond.
constexpr int kStepsBetweenLooks = 50'000;

std::string walOf(const std::string &path) { return path + "-wal"; }

bool isThere(const std::string &path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

std::string asUri(const std::string &path) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : path) {
        if (c != '%' && c != '?' && c != '#') {
            uri += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        uri += '%';
        uri += kDigits[byte >> 4];
        uri += kDigits[byte & 15];
    }
    return uri + "?immutable=1";
}

int flagsOf(SqliteMode mode) {
    // EXRESCODE is left to harden(): a connection that failed to open still gives its plain code.
    constexpr int kCommon = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    switch (mode) {
    case SqliteMode::ReadOnly:
        return kCommon | SQLITE_OPEN_READONLY;
    case SqliteMode::Immutable:
        return kCommon | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    case SqliteMode::ReadWrite:
        return kCommon | SQLITE_OPEN_READWRITE;
    case SqliteMode::Create:
        return kCommon | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return kCommon | SQLITE_OPEN_READONLY;
}

std::string_view bytesOf(sqlite3_value *value) {
    const void *start = sqlite3_value_blob(value);
    if (!start) return ""; // not a null pointer, which memory functions do not take
    return {static_cast<const char *>(start), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void callPredicate(sqlite3_context *context, int, sqlite3_value **arguments) {
    const auto predicate = reinterpret_cast<SqliteConnection::Predicate>(sqlite3_user_data(context));
    sqlite3_result_int(context, predicate(bytesOf(arguments[0]), bytesOf(arguments[1])) ? 1 : 0);
}

} // namespace

struct SqliteConnection::Callbacks {
    std::chrono::milliseconds wait;
    std::chrono::steady_clock::time_point since;
    std::stop_token stop;
    int walPages = 0;
};

int SqliteConnection::waitForLock(void *callbacks, int calls) {
    using namespace std::chrono_literals;
    auto &state = *static_cast<Callbacks *>(callbacks);
    const auto now = std::chrono::steady_clock::now();
    if (calls == 0) state.since = now;
    if (state.stop.stop_requested() || now - state.since >= state.wait) return 0;
    std::this_thread::sleep_for(calls < 10 ? 1ms : 10ms);
    return 1;
}

int SqliteConnection::wantsStop(void *callbacks) {
    return static_cast<Callbacks *>(callbacks)->stop.stop_requested() ? 1 : 0;
}

int SqliteConnection::noteWalPages(void *callbacks, sqlite3 *, const char *, int pages) {
    static_cast<Callbacks *>(callbacks)->walPages = pages;
    return SQLITE_OK;
}

void SqliteConnection::Closer::operator()(sqlite3 *connection) const { sqlite3_close_v2(connection); }

SqliteConnection::SqliteConnection(Handle connection, std::string path, std::chrono::milliseconds busyWait)
    : m_path(std::move(path)), m_callbacks(new Callbacks{busyWait, {}, {}}), m_connection(std::move(connection)) {}

SqliteConnection::SqliteConnection(SqliteConnection &&) noexcept = default;
SqliteConnection::~SqliteConnection() = default;

SqliteMode SqliteConnection::readingModeFor(const std::string &path) {
    std::error_code ignored;
    if (isThere(walOf(path))) return SqliteMode::ReadOnly;
    const auto folder = std::filesystem::absolute(path, ignored).parent_path();
    return ::access(folder.c_str(), W_OK) == 0 ? SqliteMode::ReadOnly : SqliteMode::Immutable;
}

Result<SqliteConnection> SqliteConnection::open(const std::string &path, const SqliteOptions &options) {
    std::error_code error;
    // Absolute, so that no path is ever taken for a URI or for one of SQLite's special names.
    const std::string full = std::filesystem::absolute(path, error).string();
    if (error || path.empty()) return fail(ErrorKind::Invalid, "\"" + path + "\" is no path");
    if (options.mode != SqliteMode::Create && !isThere(full)) {
        return fail(ErrorKind::NotFound, "There is no file " + full, "Check the path");
    }
    const std::string name = options.mode == SqliteMode::Immutable ? asUri(full) : full;
    sqlite3 *opened = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &opened, flagsOf(options.mode), nullptr);
    Handle handle(opened); // at once, since what follows may run out of memory
    if (code != SQLITE_OK) {
        return fail(sqliteError(code, full, "open the database", opened ? sqlite3_errmsg(opened) : "no memory"));
    }
    SqliteConnection connection(std::move(handle), full, options.busyWait);
    ES_TRY(connection.harden(options.mode));
    return connection;
}

Result<void> SqliteConnection::harden(SqliteMode mode) {
    sqlite3 *db = m_connection.get();
    const bool reads = mode == SqliteMode::ReadOnly || mode == SqliteMode::Immutable;
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_handler(db, &waitForLock, m_callbacks.get());
    // An interrupt that comes just before a statement starts has no effect, so running statements look for themselves,
    // too.
    sqlite3_progress_handler(db, kStepsBetweenLooks, &wantsStop, m_callbacks.get());
    sqlite3_wal_hook(db, &noteWalPages, m_callbacks.get());
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, reads ? 0 : 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, reads ? 0 : 1, nullptr);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, kValueBytesMax);
    sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
    std::string settings = "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;";
    if (reads) {
        sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
        settings += "PRAGMA query_only=ON;";
    }
    return run(settings);
}

Result<void> SqliteConnection::run(const std::string &sql) {
    if (sqlite3_exec(m_connection.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return fail(sqliteError(m_connection.get(), "use the database"));
}

Result<SqliteStatement> SqliteConnection::prepare(std::string_view sql) {
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v3(m_connection.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return fail(sqliteError(m_connection.get(), "read the database"));
    return SqliteStatement(statement);
}

Result<std::int64_t> SqliteConnection::number(std::string_view sql) {
    ES_ASSIGN(statement, prepare(sql));
    ES_ASSIGN(row, statement.step());
    return row ? statement.number(0) : 0;
}

Result<std::string> SqliteConnection::text(std::string_view sql) {
    ES_ASSIGN(statement, prepare(sql));
    ES_ASSIGN(row, statement.step());
    return row ? std::string(statement.bytes(0)) : std::string();
}

Result<void> SqliteConnection::addPredicate(const std::string &name, Predicate predicate) {
    const int code = sqlite3_create_function_v2(
        m_connection.get(), name.c_str(), 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
        reinterpret_cast<void *>(predicate), &callPredicate, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return fail(sqliteError(m_connection.get(), "use the database"));
    return {};
}

bool SqliteConnection::inTransaction() const { return sqlite3_get_autocommit(m_connection.get()) == 0; }

bool SqliteConnection::wasBusy() const { return (sqlite3_errcode(m_connection.get()) & 0xff) == SQLITE_BUSY; }

bool SqliteConnection::wasFull() const { return (sqlite3_errcode(m_connection.get()) & 0xff) == SQLITE_FULL; }

int SqliteConnection::walPages() const { return m_callbacks->walPages; }

Result<void> SqliteConnection::checkpoint() {
    const int code =
        sqlite3_wal_checkpoint_v2(m_connection.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    // Busy: others read the old state; the next one will do.
    if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY) return {};
    return fail(sqliteError(m_connection.get(), "write the database"));
}

void SqliteConnection::rollBack() { sqlite3_exec(m_connection.get(), "ROLLBACK", nullptr, nullptr, nullptr); }

SqliteLeftovers::SqliteLeftovers(std::string path) : m_path(std::move(path)), m_hadWal(isThere(walOf(m_path))) {}

SqliteLeftovers::~SqliteLeftovers() {
    if (m_hadWal) return;
    try {
        std::error_code error;
        if (std::filesystem::file_size(walOf(m_path), error) > 0 || error) return;
        auto connection = SqliteConnection::open(m_path, {.mode = SqliteMode::ReadWrite, .busyWait = {}});
        if (connection) (void)connection->number("SELECT count(*) FROM sqlite_schema");
    } catch (const std::bad_alloc &) {
        return; // two files too many are no reason to end the program
    }
}

SqliteInterrupt::SqliteInterrupt(SqliteConnection &connection, const JobControl &job)
    : m_connection(connection),
      m_onStop(job.stop, [handle = connection.m_connection.get()] { sqlite3_interrupt(handle); }) {
    m_connection.m_callbacks->stop = job.stop;
}

SqliteInterrupt::~SqliteInterrupt() { m_connection.m_callbacks->stop = {}; }

} // namespace eventscope
