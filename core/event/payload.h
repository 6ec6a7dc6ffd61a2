// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace eventscope {

/// What the bytes of a payload are. Json means: the store holds it as JSON; it may still be malformed.
enum class Encoding : std::uint8_t { Json, Text, Binary };

/// Bytes as the store holds them, never re-serialised. A view: it dies with the batch it came from.
struct Payload {
    Encoding encoding = Encoding::Json;
    std::string_view bytes;
    bool operator==(const Payload &) const = default;
};

} // namespace eventscope
