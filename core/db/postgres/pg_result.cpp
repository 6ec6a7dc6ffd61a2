// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_result.h"

#include "core/db/postgres/pg_types.h"

#include <algorithm>
#include <cassert>

namespace eventscope {

PgField PgResult::field(std::size_t row, std::size_t column) const {
    assert(column < columns() && row < rows());
    const Place &place = m_fields[row * columns() + column];
    if (place.size < 0) return {};
    return {m_bytes.data() + place.offset, static_cast<std::size_t>(place.size)};
}

void PgResult::row(std::size_t row, std::vector<PgField> &into) const {
    into.resize(columns());
    for (std::size_t column = 0; column < into.size(); ++column)
        into[column] = field(row, column);
}

bool PgResult::isOneOf(std::size_t column, std::initializer_list<std::uint32_t> types) const {
    return std::ranges::find(types, columnType(column)) != types.end();
}

Failure PgResult::other(std::size_t column, std::string_view needed) const {
    return fail(ErrorKind::Unsupported,
                "The column \"" + columnName(column) + "\" holds no " + std::string(needed) + " where one is needed",
                "The table has another layout than expected",
                "type " + std::to_string(columnType(column)) + " in pg_type, or NULL");
}

Result<std::int64_t> PgResult::number(std::size_t row, std::size_t column) const {
    const auto value = asNumber(field(row, column));
    if (!value || !isOneOf(column, {kInt2, kInt4, kInt8})) return other(column, "whole number");
    return *value;
}

Result<double> PgResult::real(std::size_t row, std::size_t column) const {
    const auto value = asReal(field(row, column));
    if (!value || !isOneOf(column, {kFloat4, kFloat8})) return other(column, "floating-point number");
    return *value;
}

Result<bool> PgResult::flag(std::size_t row, std::size_t column) const {
    const auto value = asFlag(field(row, column));
    if (!value || !isOneOf(column, {kBool})) return other(column, "truth value");
    return *value;
}

Result<Time> PgResult::time(std::size_t row, std::size_t column) const {
    const auto value = asTime(field(row, column));
    if (!value || !isOneOf(column, {kTimestamp, kTimestampTz})) return other(column, "moment");
    return *value;
}

Result<std::string_view> PgResult::text(std::size_t row, std::size_t column) const {
    const PgField value = field(row, column);
    if (isOneOf(column, {kJsonb})) {
        if (const auto json = asJsonb(value)) return *json;
    }
    if (value.isNull() || !isOneOf(column, {kText, kVarchar, kBpchar, kName, kJson, kChar, kUnknown}))
        return other(column, "text");
    return value.bytes();
}

Result<std::string_view> PgResult::bytes(std::size_t row, std::size_t column) const {
    const PgField value = field(row, column);
    if (value.isNull() || !isOneOf(column, {kBytea, kUuid})) return other(column, "bytes");
    return value.bytes();
}

} // namespace eventscope
