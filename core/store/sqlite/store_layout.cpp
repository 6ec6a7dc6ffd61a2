// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/store_layout.h"

#include <array>
#include <filesystem>
#include <string>
#include <system_error>

namespace eventscope {

namespace {

/// "EvSt", in SQLite's application_id.
constexpr std::int32_t kApplicationId = 0x45765374;

// Small columns come before the payloads, so that reading them never walks an overflow chain.
constexpr std::string_view kTables = R"sql(
CREATE TABLE store_info (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE streams (
    stream_no         INTEGER PRIMARY KEY,
    stream_id         TEXT NOT NULL UNIQUE,
    stream_type       TEXT NOT NULL,    -- the category: the name up to its first '-'
    version           INTEGER NOT NULL, -- of its last event, hence also the number of its events
    first_recorded_at INTEGER NOT NULL, -- of its first event, in microseconds since 1970
    last_recorded_at  INTEGER NOT NULL,
    last_position     INTEGER NOT NULL,
    chain_hash        BLOB NOT NULL     -- of its last event
) STRICT;

CREATE TABLE event_types (
    type_no        INTEGER PRIMARY KEY,
    event_type     TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    UNIQUE (event_type, schema_version)
) STRICT;

CREATE TABLE events (
    global_position   INTEGER PRIMARY KEY,
    stream_id         TEXT NOT NULL,
    stream_type       TEXT NOT NULL,
    version           INTEGER NOT NULL,
    event_type        TEXT NOT NULL,
    schema_version    INTEGER NOT NULL,
    event_id          BLOB NOT NULL,    -- 16 bytes, a UUID
    recorded_at       INTEGER NOT NULL, -- microseconds since 1970, UTC
    valid_at          INTEGER,
    content_hash      BLOB NOT NULL,    -- BLAKE2b-256 of type, schema version, payloads and valid time
    chain_hash        BLOB NOT NULL,    -- of the stream's chain up to this event
    stream_no         INTEGER NOT NULL,
    type_no           INTEGER NOT NULL,
    data_encoding     TEXT NOT NULL,    -- json, text or binary
    metadata_encoding TEXT NOT NULL,
    metadata          ANY NOT NULL,
    data              ANY NOT NULL
) STRICT;

CREATE TABLE snapshots (
    stream_id       TEXT NOT NULL,
    version         INTEGER NOT NULL,
    fold            TEXT NOT NULL,
    fold_version    INTEGER NOT NULL,
    global_position INTEGER NOT NULL,
    taken_at        INTEGER NOT NULL,
    state           TEXT NOT NULL,
    PRIMARY KEY (stream_id, version, fold)
) STRICT;

CREATE TABLE projection_checkpoints (
    projection      TEXT PRIMARY KEY,
    global_position INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL
) STRICT;

)sql";

constexpr std::string_view kNeverChange = R"sql(
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events never change'); END;
)sql";

constexpr std::string_view kNeverGo = R"sql(
CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
)sql";

constexpr std::string_view kIdentity = R"sql(
INSERT INTO store_info VALUES ('store_id', lower(hex(randomblob(16))));
)sql";

// INSERT OR REPLACE deletes without asking the trigger on DELETE; hence one on INSERT.
constexpr std::string_view kIndexes = R"sql(
CREATE UNIQUE INDEX events_by_id ON events (event_id);
CREATE UNIQUE INDEX events_by_stream ON events (stream_no, version);
CREATE INDEX events_header ON events (global_position, stream_no, type_no, version, recorded_at, valid_at);
CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE global_position = NEW.global_position)
    OR EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id)
    OR EXISTS (SELECT 1 FROM events WHERE stream_no = NEW.stream_no AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;
)sql";

constexpr std::string_view kDropIndexes = R"sql(
DROP TRIGGER events_are_never_replaced;
DROP INDEX events_header;
DROP INDEX events_by_stream;
DROP INDEX events_by_id;
)sql";

/// The statements of `script` that create something, without comments before them, as SQLite keeps them.
template <class Visit>
void eachCreation(std::string_view script, Visit visit) {
    for (std::size_t from = script.find("CREATE "); from != std::string_view::npos;) {
        const std::size_t to =
            script.find(";\n", script.substr(from, 14) == "CREATE TRIGGER" ? script.find(" END", from) : from);
        visit(script.substr(from, to - from));
        from = script.find("CREATE ", to);
    }
}

Result<void> checkPart(SqliteStatement &find, SqliteConnection &connection, std::string_view sql) {
    const SqliteResetGuard guard(find);
    find.bindText(1, sql);
    ES_ASSIGN(found, find.step());
    if (found) return {};
    const std::string_view head = sql.substr(0, sql.find_first_of("(\n"));
    return fail(ErrorKind::Corrupt,
                connection.path() + " does not have the layout of an Eventscope store: it lacks \"" +
                    std::string(head) + "\"",
                "Restore it from a backup, or import its events into a new store");
}

Failure damaged(const SqliteConnection &connection, const std::string &how) {
    return fail(ErrorKind::Corrupt, connection.path() + " is damaged: " + how,
                "Restore it from a backup; keep the damaged file");
}

} // namespace

const SqliteFormat &storeFormat() {
    static const std::string kFirst = [] {
        std::string all;
        for (const std::string_view part : {kTables, kNeverChange, kNeverGo, kIdentity, kIndexes})
            all += part;
        return all;
    }();
    static const std::array<SqliteMigration, 1> kMigrations{{{1, kFirst}}};
    static const SqliteFormat kFormat{kApplicationId, "Eventscope store", kMigrations};
    return kFormat;
}

std::string_view dropForBulkSql() { return kDropIndexes; }
std::string_view restoreAfterBulkSql() { return kIndexes; }

std::string_view allowDeletingSql() { return "DROP TRIGGER events_never_go"; }
std::string_view forbidDeletingSql() { return kNeverGo; }

Result<void> checkLayout(SqliteConnection &connection) {
    ES_ASSIGN(find, connection.prepare("SELECT 1 FROM sqlite_schema WHERE sql = ?1"));
    Result<void> outcome;
    for (const std::string_view script : {kTables, kNeverChange, kNeverGo, kIndexes}) {
        eachCreation(script, [&](std::string_view sql) {
            if (outcome) outcome = checkPart(find, connection, sql);
        });
    }
    return outcome;
}

Result<void> checkPages(SqliteConnection &connection) {
    constexpr std::int64_t kSmallBytes = 4 << 20;
    ES_ASSIGN(pages, connection.number("PRAGMA page_count"));
    ES_ASSIGN(pageSize, connection.number("PRAGMA page_size"));
    std::error_code noWal, unknown;
    const auto walBytes = std::filesystem::file_size(connection.path() + "-wal", noWal);
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(connection.path(), unknown));
    if ((noWal || walBytes == 0) && !unknown && bytes < pages * pageSize) {
        return damaged(connection, "it is cut off, with " + std::to_string(bytes) + " of " +
                                       std::to_string(pages * pageSize) + " bytes left");
    }
    if (bytes > kSmallBytes) return {};
    ES_ASSIGN(verdict, connection.text("PRAGMA quick_check(1)"));
    if (verdict != "ok") return damaged(connection, verdict);
    return {};
}

Result<void> checkTriggers(SqliteConnection &connection) {
    ES_ASSIGN(foreign, connection.text("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name NOT IN "
                                       "('events_never_change', 'events_never_go', 'events_are_never_replaced')"));
    if (foreign.empty()) return {};
    return fail(ErrorKind::Refused, connection.path() + " has a trigger that is not ours: " + foreign,
                "Remove it, then open the store again; reading works as it is");
}

} // namespace eventscope
