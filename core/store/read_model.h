// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/json/json.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What a column of a read model holds.
enum class ColumnType : std::uint8_t {
    Text,
    Integer, ///< 64 bits
    Decimal, ///< exact, with the digits it was given: 120.00 stays 120.00
    Boolean,
    Instant, ///< UTC, microseconds; in a row the text of toIso()
    Json,    ///< anything else, as its text
};
/// "text", "integer", "decimal", "boolean", "time", "json"
[[nodiscard]] std::string_view name(ColumnType type);
[[nodiscard]] std::optional<ColumnType> columnTypeNamed(std::string_view name);

struct ModelColumn {
    std::string name;
    ColumnType type = ColumnType::Json;
    bool operator==(const ModelColumn &) const = default;
};

/// The shape of a read model: its name and the members of its rows that get columns of their own. Value type.
struct ModelSchema {
    std::string name; ///< that of the projection; see checkSchema()
    std::vector<ModelColumn> columns;
    bool operator==(const ModelSchema &) const = default;
};

inline constexpr std::size_t kModelNameBytesMax = 48;
inline constexpr std::size_t kModelKeyBytesMax = 1024;
inline constexpr std::size_t kModelColumnsMax = 200;

/// Errors: Invalid. A name is 1 to kModelNameBytesMax small letters, digits and '-', and begins with a letter. The name
/// of a column is 1 to kModelNameBytesMax letters, digits and '_', begins with a letter, is not "key" in any case, and
/// is there once whatever its case. There are at most kModelColumnsMax of them.
[[nodiscard]] Result<void> checkSchema(const ModelSchema &schema);
/// Empty, or why this cannot be the key of a row: empty, too long, not UTF-8, or with a NUL.
[[nodiscard]] std::string wrongKey(std::string_view key);

/// True when a column of this type gives `value` back digit for digit and letter for letter. What does not fit is kept
/// in the row nevertheless, beside the columns. Null fits every column.
[[nodiscard]] bool fits(ColumnType type, const Json &value);

/// The row as every store gives it back: the declared columns first, in their order, null where there was none, then
/// the other members in theirs. REQUIRES: an object; of members with the same name the last one counts.
[[nodiscard]] Json normalRow(const ModelSchema &schema, const Json &row);

/// One row of a read model. `position` and `events` are evidence: drift is told from a late row by them.
struct ModelRow {
    std::string key;
    Json row;                 ///< an object, as normalRow() makes it
    Position position;        ///< of the last event that touched it
    std::uint64_t events = 0; ///< so many have touched it since it is there
    bool operator==(const ModelRow &) const = default;
};

/// A row as it is from now on; without `row` it is deleted.
struct RowChange {
    std::string key;
    std::optional<Json> row; ///< an object, in any order
    Position position;
    std::uint64_t events = 0;
};

/// How far a read model has come.
struct ModelCheckpoint {
    Position position = kBeforeAll;    ///< every event at or below it is in the rows or a dead letter, none above
    std::uint64_t events = 0;          ///< events taken so far, failed ones included, those of other types not
    std::optional<Time> lastEventTime; ///< recordedAt of the last one of them
    std::optional<Time> committedAt;   ///< by the clock of whoever committed it; nothing before the first commit
    bool operator==(const ModelCheckpoint &) const = default;
};

/// An event that a projection could not take: why, and what became of it.
struct DeadLetter {
    EventId event;
    Position position;
    StreamId stream;
    Version version;
    std::string type;
    std::string key;    ///< of the row that it would have changed; empty when that could not be told
    std::string reason; ///< in words, without any payload
    Time failedAt;
    std::optional<std::string> skipReason; ///< why a person decided to do without it
    bool operator==(const DeadLetter &) const = default;
};

/// Of the tables with the name of one projection: the one that is served, the one that is being made beside it, and the
/// one that was served before.
enum class ModelRole : std::uint8_t { Live, Shadow, Old };
/// "live", "shadow", "old"
[[nodiscard]] std::string_view name(ModelRole role);

/// A table of rows, as it stands.
struct ModelInfo {
    ModelSchema schema;
    ModelRole role = ModelRole::Live;
    std::uint64_t generation = 0; ///< drawn anew for every table that is made: who knows it knows these very rows
    Fingerprint fingerprint;      ///< of the projection and the lens that make its rows
    ModelCheckpoint checkpoint;
    std::uint64_t openLetters = 0; ///< dead letters that nobody has skipped
    bool isPaused = false;         ///< Live only: a person asked that nobody carries it on
};

} // namespace eventscope
