// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

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

} // namespace eventscope
