// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace eventscope {

/// What the bytes of a payload are. Json means: the store holds it as JSON; it may still be malformed.
enum class Encoding : std::uint8_t { Json, Text, Binary };

/// "json", "text", "binary": as files and our stores write it.
[[nodiscard]] std::string_view name(Encoding encoding);
[[nodiscard]] std::optional<Encoding> encodingOf(std::string_view word);

/// Bytes as the store holds them, never re-serialised. A view: it dies with the batch it came from.
struct Payload {
    Encoding encoding = Encoding::Json;
    std::string_view bytes;
    bool operator==(const Payload &) const = default;
};

} // namespace eventscope
