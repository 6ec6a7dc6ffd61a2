// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_field.h"

#include "core/db/postgres/pg_types.h"

#include <bit>
#include <limits>
#include <utility>

namespace eventscope {

namespace {

/// Of a fixed size the compiler makes one load of it.
template <std::size_t... byte>
std::uint64_t bigEndian(const char *start, std::index_sequence<byte...>) {
    return ((std::uint64_t{static_cast<unsigned char>(start[byte])} << (8 * (sizeof...(byte) - 1 - byte))) | ...);
}

template <std::size_t size>
std::uint64_t bigEndian(PgField field) {
    return bigEndian(field.start, std::make_index_sequence<size>());
}

} // namespace

std::optional<std::int64_t> asNumber(PgField field) {
    if (field.isNull()) return std::nullopt;
    switch (field.size) {
    case 2:
        return static_cast<std::int16_t>(bigEndian<2>(field));
    case 4:
        return static_cast<std::int32_t>(bigEndian<4>(field));
    case 8:
        return static_cast<std::int64_t>(bigEndian<8>(field));
    default:
        return std::nullopt;
    }
}

std::optional<double> asReal(PgField field) {
    if (field.isNull()) return std::nullopt;
    if (field.size == 4) return std::bit_cast<float>(static_cast<std::uint32_t>(bigEndian<4>(field)));
    if (field.size == 8) return std::bit_cast<double>(bigEndian<8>(field));
    return std::nullopt;
}

std::optional<bool> asFlag(PgField field) {
    if (field.isNull() || field.size != 1) return std::nullopt;
    return *field.start != 0;
}

std::optional<Time> asTime(PgField field) {
    if (field.isNull() || field.size != 8) return std::nullopt;
    const auto us = static_cast<std::int64_t>(bigEndian<8>(field));
    // The ends of the range stand for the infinities.
    if (us == std::numeric_limits<std::int64_t>::min() || us > std::numeric_limits<std::int64_t>::max() - kEpochUs)
        return std::nullopt;
    return timeOfUs(us + kEpochUs);
}

std::optional<std::string_view> asJsonb(PgField field) {
    if (field.isNull() || field.size < 1 || *field.start != 1) return std::nullopt;
    return field.bytes().substr(1);
}

} // namespace eventscope
