// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_parameters.h"

#include "core/db/postgres/pg_types.h"

#include <algorithm>

namespace eventscope {

namespace {

void appendBigEndian(std::string &bytes, std::uint64_t value, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift);
}

std::string binary(std::int64_t value) {
    std::string bytes;
    appendBigEndian(bytes, static_cast<std::uint64_t>(value), 8);
    return bytes;
}

std::string binary(Time value) { return binary(toUs(value) - kEpochUs); }

} // namespace

PgParameters &PgParameters::null() {
    m_values.push_back({.type = 0, .binary = false, .isNull = true, .bytes = {}});
    return *this;
}

PgParameters &PgParameters::number(std::int64_t value) {
    m_values.push_back({.type = kInt8, .binary = false, .isNull = false, .bytes = std::to_string(value)});
    return *this;
}

PgParameters &PgParameters::flag(bool value) {
    m_values.push_back({.type = kBool, .binary = false, .isNull = false, .bytes = value ? "t" : "f"});
    return *this;
}

PgParameters &PgParameters::text(std::string_view value) {
    m_values.push_back({.type = 0, .binary = false, .isNull = false, .bytes = std::string(value)});
    return *this;
}

PgParameters &PgParameters::bytes(std::span<const std::byte> value) {
    std::string copy(reinterpret_cast<const char *>(value.data()), value.size());
    m_values.push_back({.type = kBytea, .binary = true, .isNull = false, .bytes = std::move(copy)});
    return *this;
}

PgParameters &PgParameters::time(Time value) {
    m_values.push_back({.type = kTimestampTz, .binary = true, .isNull = false, .bytes = binary(value)});
    return *this;
}

PgParameters &PgParameters::texts(std::span<const Element> values) {
    array(kTextArray, kText, values);
    return *this;
}

PgParameters &PgParameters::byteStrings(std::span<const Element> values) {
    array(kByteaArray, kBytea, values);
    return *this;
}

PgParameters &PgParameters::uuids(std::span<const Element> values) {
    array(kUuidArray, kUuid, values);
    return *this;
}

PgParameters &PgParameters::numbers(std::span<const std::int64_t> values) {
    std::vector<std::string> bytes;
    for (const std::int64_t value : values)
        bytes.push_back(binary(value));
    array(kInt8Array, kInt8, std::vector<Element>(bytes.begin(), bytes.end()));
    return *this;
}

PgParameters &PgParameters::times(std::span<const std::optional<Time>> values) {
    std::vector<std::string> bytes;
    for (const auto &value : values)
        bytes.push_back(value ? binary(*value) : std::string());
    std::vector<Element> elements;
    for (std::size_t i = 0; i < values.size(); ++i)
        elements.push_back(values[i] ? Element(bytes[i]) : std::nullopt);
    array(kTimestampTzArray, kTimestampTz, elements);
    return *this;
}

// See array_send in PostgreSQL's arrayfuncs.c: dimensions, whether there are NULLs, the element's type, then for the
// one dimension its size and first index, then each element behind its size.
void PgParameters::array(std::uint32_t type, std::uint32_t elementType, std::span<const Element> values) {
    constexpr int kWord = 4;
    std::string bytes;
    appendBigEndian(bytes, values.empty() ? 0 : 1, kWord);
    appendBigEndian(bytes, std::ranges::any_of(values, [](const Element &value) { return !value; }) ? 1 : 0, kWord);
    appendBigEndian(bytes, elementType, kWord);
    if (!values.empty()) {
        appendBigEndian(bytes, values.size(), kWord);
        appendBigEndian(bytes, 1, kWord);
    }
    for (const Element &value : values) {
        appendBigEndian(bytes, value ? value->size() : ~std::uint64_t{0}, kWord);
        if (value) bytes += *value;
    }
    m_values.push_back({.type = type, .binary = true, .isNull = false, .bytes = std::move(bytes)});
}

} // namespace eventscope
