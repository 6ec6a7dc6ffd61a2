// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// One word of a filter.
struct FilterToken {
    enum class Kind : std::uint8_t {
        Name,
        String,
        Number,
        Moment,
        Compare, ///< == != < <= > >= ~ =~
        Open,
        Close,
        OpenBracket,
        CloseBracket,
        Star,
        Dot,
        DotDot,
        Not,
        And,
        Or,
        Bad, ///< nothing of the language begins here
        End,
    };
    Kind kind = Kind::End;
    std::size_t from = 0, to = 0; ///< bytes
    std::string text;             ///< a string unescaped (as far as it goes when Bad), anything else as written
    std::size_t badAt = 0;        ///< Bad: the byte that does not fit
    std::string expected;         ///< Bad: what could stand there
};

/// The words of a valid UTF-8 text; the last one is End or Bad. Cost: O(text).
[[nodiscard]] std::vector<FilterToken> filterTokens(std::string_view text);

} // namespace eventscope
