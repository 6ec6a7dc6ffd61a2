// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/workspace_layout.h"

#include <array>

namespace eventscope {

namespace {

/// "EvWk", in SQLite's application_id.
constexpr std::int32_t kApplicationId = 0x4576576b;

constexpr std::string_view kCheckpoints = R"sql(
CREATE TABLE checkpoints (
    store_id    TEXT NOT NULL,
    stream_id   TEXT NOT NULL,
    fold        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    version     INTEGER NOT NULL,
    last_event  BLOB NOT NULL, -- 16 bytes
    state_hash  BLOB NOT NULL, -- BLAKE2b-256 of state
    state       BLOB NOT NULL,
    PRIMARY KEY (store_id, stream_id, fold, fingerprint, version)
) STRICT;
)sql";

constexpr std::string_view kRememberedValues = R"sql(
CREATE TABLE remembered_values (
    store_id TEXT NOT NULL,
    key      TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (store_id, key)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::string_view kNotes = R"sql(
CREATE TABLE notes (
    store_id       TEXT NOT NULL,
    event_id       BLOB NOT NULL, -- 16 bytes
    position_major INTEGER NOT NULL, -- where the event was; unsigned, as all 64 bits
    position_minor INTEGER NOT NULL,
    stream_id      TEXT NOT NULL,
    version        INTEGER NOT NULL,
    type           TEXT NOT NULL,
    recorded_at    INTEGER NOT NULL, -- this and all times: microseconds since 1970, UTC
    text           TEXT NOT NULL,
    tags           TEXT NOT NULL, -- words apart by blanks
    is_bookmarked  INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    changed_at     INTEGER NOT NULL,
    PRIMARY KEY (store_id, event_id)
) STRICT;
)sql";

constexpr std::string_view kFilters = R"sql(
CREATE TABLE saved_filters (
    store_id TEXT NOT NULL,
    name     TEXT NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (store_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE used_filters (
    store_id TEXT NOT NULL,
    text     TEXT NOT NULL,
    turn     INTEGER NOT NULL, -- the latest has the highest
    PRIMARY KEY (store_id, text)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array<SqliteMigration, 4> kMigrations{
    {{1, kCheckpoints}, {2, kRememberedValues}, {3, kNotes}, {4, kFilters}}};

} // namespace

const SqliteFormat &workspaceFormat() {
    static constexpr SqliteFormat kFormat{kApplicationId, "Eventscope workspace", kMigrations};
    return kFormat;
}

} // namespace eventscope
