// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eventscope {

/// One character of a text. A byte that begins no UTF-8 sequence stands for itself: not valid, `size` 1,
/// `code` beyond Unicode. A surrogate has its three bytes, but is not valid.
struct Utf8Character {
    std::uint32_t code = 0;
    std::size_t size = 1;
    bool valid = false;
};

/// REQUIRES: at < text.size().
[[nodiscard]] Utf8Character utf8At(std::string_view text, std::size_t at);

/// Where the first byte lies that is not UTF-8, or npos.
[[nodiscard]] std::size_t firstInvalidUtf8(std::string_view text);

/// Characters (code points) in a text.
[[nodiscard]] std::size_t utf8Count(std::string_view text);

} // namespace eventscope
