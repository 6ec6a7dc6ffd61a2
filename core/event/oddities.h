// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/payload.h"
#include "core/json/pointer.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace eventscope {

/// What may mislead those who read a payload, or the programs that do.
enum class OddKind : std::uint8_t {
    NotUtf8,       ///< bytes that are no text
    NotJson,       ///< the store says JSON, but it cannot be read as such
    DuplicateKey,  ///< two members of one name: programs differ in which of them counts
    InexactNumber, ///< a double, which most programs read numbers as, cannot hold it: see losesDigitsAsDouble()
    BidiControl,   ///< characters that change the order in which others are drawn
    VeryDeep,      ///< nested deeper than kDepthMax
    VeryLarge,     ///< more than kBytesMax bytes
};

/// Where something odd is: a value of the document, or, in bytes that are no document, an offset.
struct OddPlace {
    Pointer pointer;
    std::optional<std::size_t> offset;
    bool operator==(const OddPlace &) const = default;
};

/// One kind of oddity with its places: at most kPlacesMax of them, of which none has names of more than 64 KiB.
struct Oddity {
    static constexpr std::size_t kDepthMax = 32;
    static constexpr std::size_t kBytesMax = 256u << 10;
    static constexpr std::size_t kPlacesMax = 100;

    OddKind kind = OddKind::NotJson;
    std::size_t count = 0; ///< also of those places that are not listed
    std::vector<OddPlace> places;
};

/// What is odd in the bytes as they are stored, in the order of OddKind; places in the order of the document. Without
/// bytes there is nothing odd. What is not said to be JSON is looked at as a text, binary data only for its size.
/// Threads: any. Cost: one more parse, and for objects O(members * log members).
[[nodiscard]] std::vector<Oddity> odditiesOf(const Payload &payload);

} // namespace eventscope
