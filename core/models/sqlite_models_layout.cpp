// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/sqlite_models_layout.h"

#include <array>

namespace eventscope {

namespace {

/// "EvMo", in SQLite's application_id.
constexpr std::int32_t kApplicationId = 0x45764d6f;

constexpr std::string_view kTables = R"sql(
CREATE TABLE _models (
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,    -- live, shadow, old
    generation    INTEGER NOT NULL, -- of the table
    columns       TEXT NOT NULL,    -- JSON: [{"name": "total", "type": "decimal"}]
    fingerprint   TEXT NOT NULL,    -- of what makes the rows
    position      TEXT NOT NULL,    -- every event at or below it is in the rows, or a letter
    events        INTEGER NOT NULL,
    last_event_at INTEGER,          -- microseconds since 1970
    committed_at  INTEGER,
    is_paused     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (name, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE _letters (
    generation INTEGER NOT NULL, -- of the table that does without the event
    event_id   TEXT NOT NULL,
    place      BLOB NOT NULL,    -- 16 bytes in the order of positions
    position   TEXT NOT NULL,
    stream_id  TEXT NOT NULL,
    version    INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    key        TEXT NOT NULL,    -- of the row that it would have changed, or empty
    reason     TEXT NOT NULL,
    failed_at  INTEGER NOT NULL,
    PRIMARY KEY (generation, event_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX _letters_by_place ON _letters (generation, place);

CREATE TABLE _skipped (
    name       TEXT NOT NULL, -- of the model, whatever its tables
    event_id   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    skipped_at INTEGER NOT NULL,
    PRIMARY KEY (name, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE _generations (
    last INTEGER NOT NULL -- that was given to a table
) STRICT;

-- From the time on, in milliseconds: who knows a table of a file that was here before means none of this one.
INSERT INTO _generations VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER));
)sql";

constexpr std::array kMigrations = {SqliteMigration{1, kTables}};

} // namespace

const SqliteFormat &readModelsFormat() {
    static constexpr SqliteFormat kFormat{kApplicationId, "Eventscope file of read models", kMigrations};
    return kFormat;
}

} // namespace eventscope
