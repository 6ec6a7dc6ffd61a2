// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/mapped/layout_detection.h"
#include "core/store/mapped/table_facts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// A payload's column, and how its value is sent.
struct MappedPayload {
    std::string column; ///< empty: there is none
    bool isJsonb = false;
    bool isJson = false; ///< or jsonb: the server takes nothing else
};

/// A table of events as statements name it: every member is SQL over its columns, checked and quoted.
struct MappedTable {
    std::string name;      ///< with the schema
    std::string shownName; ///< for messages
    OrderKind order = OrderKind::Holes;

    std::string stream; ///< text that compares bytewise
    struct StreamPart {
        std::string column;
        ColumnFamily family = ColumnFamily::Text;
    };
    std::vector<StreamPart> streamParts; ///< joined by `separator`
    std::string separator;
    std::string type; ///< text that compares bytewise
    std::string version;
    std::string time;
    std::string timeType; ///< timestamptz or timestamp
    bool timeIsNullable = true;
    std::string id; ///< uuid
    /// "the row has a stream, a type and a version", of columns that need not have a value: what lacks one is no event.
    /// "true" where all need one.
    std::string isEvent = "true";
    MappedPayload data, metadata;
    /// What orders the log, each of them part of a position: the number, or the time and a hash of stream, version and
    /// event id (64 bits, signed).
    std::vector<std::string> keys;

    /// Why a missing number may appear at any time, whatever runs; empty when the server's sequence rules that out.
    std::string unprovable;
    std::int64_t numbersStart = 1; ///< the first number of the sequence

    std::vector<std::string> findings;

    struct Snapshots {
        std::string name, stream, version, time, state; ///< time may be empty
    };
    std::optional<Snapshots> snapshots;

    [[nodiscard]] std::string category() const { return "split_part(" + stream + ", '-', 1)"; }
    /// "all events of this stream", so that an index over its columns can serve it. REQUIRES: isPgText(streamName).
    [[nodiscard]] std::string streamIs(const std::string &streamName) const;

    /// The values of `keys` in a row: a number, or microseconds since 1970 and a hash.
    using Keys = std::vector<std::int64_t>;
    [[nodiscard]] Keys keysOf(Position position) const;
    [[nodiscard]] Position positionOf(const Keys &values) const;
    /// The value of the key in a statement.
    [[nodiscard]] std::string keyLiteral(std::size_t key, std::int64_t value) const;
    /// "keys `op` position", such as "(time, hash) > (..., ...)".
    [[nodiscard]] std::string compare(const std::string &op, Position position) const;
};

/// Errors: Unsupported (a column has a type that its meaning cannot have, with both).
[[nodiscard]] Result<MappedTable> mapTable(const DetectedLayout &layout, const TableFacts &facts);

} // namespace eventscope
