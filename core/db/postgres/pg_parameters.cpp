// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_parameters.h"

#include "core/db/postgres/pg_types.h"

namespace eventscope {

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

} // namespace eventscope
