// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/db/postgres/pg_types.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace eventscope {

/// One value in PostgreSQL's binary form, pointing into what holds it (a result, a bulk read).
struct PgField {
    const char *start = nullptr; ///< null: SQL's NULL
    std::size_t size = 0;

    [[nodiscard]] bool isNull() const { return !start; }
    /// The bytes as they are: text, json and bytea mean themselves. Empty for NULL.
    [[nodiscard]] std::string_view bytes() const { return {start ? start : "", size}; }
};

/// The values of one row, by column.
using PgRow = std::span<const PgField>;

// What a field means as one type. Nothing for NULL, and for bytes that cannot be a value of that type.

/// int2, int4, int8 by their size.
[[nodiscard]] std::optional<std::int64_t> asNumber(PgField field);
/// float4, float8 by their size.
[[nodiscard]] std::optional<double> asReal(PgField field);
[[nodiscard]] std::optional<bool> asFlag(PgField field);
/// timestamptz, and timestamp taken for UTC. Nothing for 'infinity' either.
[[nodiscard]] std::optional<Time> asTime(PgField field);

/// The text of a jsonb value, whose binary form is one byte of version and then text.
[[nodiscard]] std::optional<std::string_view> asJsonb(PgField field);

// Read for every value of a bulk read, so they are inline.

namespace pgDetail {

/// Of a fixed size the compiler makes one load of it.
template <std::size_t... byte>
std::uint64_t bigEndian(const char *start, std::index_sequence<byte...>) {
    return ((std::uint64_t{static_cast<unsigned char>(start[byte])} << (8 * (sizeof...(byte) - 1 - byte))) | ...);
}

template <std::size_t size>
std::uint64_t bigEndian(PgField field) {
    return bigEndian(field.start, std::make_index_sequence<size>());
}

} // namespace pgDetail

inline std::optional<std::int64_t> asNumber(PgField field) {
    if (field.isNull()) return std::nullopt;
    switch (field.size) {
    case 2:
        return static_cast<std::int16_t>(pgDetail::bigEndian<2>(field));
    case 4:
        return static_cast<std::int32_t>(pgDetail::bigEndian<4>(field));
    case 8:
        return static_cast<std::int64_t>(pgDetail::bigEndian<8>(field));
    default:
        return std::nullopt;
    }
}

inline std::optional<double> asReal(PgField field) {
    if (field.isNull()) return std::nullopt;
    if (field.size == 4) return std::bit_cast<float>(static_cast<std::uint32_t>(pgDetail::bigEndian<4>(field)));
    if (field.size == 8) return std::bit_cast<double>(pgDetail::bigEndian<8>(field));
    return std::nullopt;
}

inline std::optional<bool> asFlag(PgField field) {
    if (field.isNull() || field.size != 1) return std::nullopt;
    return *field.start != 0;
}

inline std::optional<Time> asTime(PgField field) {
    if (field.isNull() || field.size != 8) return std::nullopt;
    const auto us = static_cast<std::int64_t>(pgDetail::bigEndian<8>(field));
    // The ends of the range stand for the infinities.
    if (us == std::numeric_limits<std::int64_t>::min() || us > std::numeric_limits<std::int64_t>::max() - kEpochUs)
        return std::nullopt;
    return timeOfUs(us + kEpochUs);
}

inline std::optional<std::string_view> asJsonb(PgField field) {
    if (field.isNull() || field.size < 1 || *field.start != 1) return std::nullopt;
    return field.bytes().substr(1);
}

} // namespace eventscope
