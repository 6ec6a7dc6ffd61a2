// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
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

  private:
    friend class PgLink;
    struct Value {
        std::uint32_t type = 0; // 0: the server finds it
        bool binary = false;
        bool isNull = false;
        std::string bytes;
    };
    std::vector<Value> m_values;
};

} // namespace eventscope
