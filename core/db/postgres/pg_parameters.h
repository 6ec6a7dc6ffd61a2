// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// The values of $1, $2 ... in this order; never part of the statement's text. They are copied.
class PgParameters {
  public:
    PgParameters &null();
    PgParameters &number(std::int64_t value);
    PgParameters &flag(bool value);
    /// Takes the type that the statement gives the parameter (text, json, uuid, timestamptz ...).
    PgParameters &text(std::string_view value);
    PgParameters &bytes(std::span<const std::byte> value);
    /// As timestamptz.
    PgParameters &time(Time value);

    // Arrays of one dimension; an element without a value is NULL.

    using Element = std::optional<std::string_view>;
    PgParameters &texts(std::span<const Element> values);
    /// bytea[]
    PgParameters &byteStrings(std::span<const Element> values);
    /// uuid[], each of 16 bytes
    PgParameters &uuids(std::span<const Element> values);
    /// bigint[]
    PgParameters &numbers(std::span<const std::int64_t> values);
    /// timestamptz[]
    PgParameters &times(std::span<const std::optional<Time>> values);

  private:
    friend class PgLink;
    struct Value {
        std::uint32_t type = 0; // 0: the server finds it
        bool binary = false;
        bool isNull = false;
        std::string bytes;
    };
    void array(std::uint32_t type, std::uint32_t elementType, std::span<const Element> values);

    std::vector<Value> m_values;
};

} // namespace eventscope
