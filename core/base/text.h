// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace eventscope {

/// True for well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool isUtf8(std::string_view text);

/// Which harmless controls a text may keep.
enum class LineBreaks : unsigned char {
    Keep,   ///< newline and tab stand as they are
    Escape, ///< they become "\n" and "\t": for a cell or a line of a message
};

/// `text` for the eyes of a person at a terminal: whatever could steer it or mislead about the order of the characters
/// is written out. Controls, DEL and C1 as "\x1b", bidirectional and invisible format characters as "\u202e", bytes
/// that are no UTF-8 as "\xff". Everything else stays as it is. Not reversible: a backslash stays a backslash.
[[nodiscard]] std::string safeText(std::string_view text, LineBreaks lineBreaks);

/// As safeText for a text that is JSON: the same characters become "\u..." escapes, so that it stays the same document.
/// REQUIRES: well-formed JSON (then such characters stand only inside of strings).
[[nodiscard]] std::string safeJson(std::string_view json);

/// How many columns a terminal with a fixed font needs for `text`: 2 for East Asian wide characters and emoji, 0 for
/// combining ones. REQUIRES: UTF-8 without controls. Approximate for what Unicode added after version 15.
[[nodiscard]] std::size_t columnsOf(std::string_view text);

/// At most `columns` columns of the text: the middle gives way to an ellipsis, because ids differ at both ends.
[[nodiscard]] std::string shortenMiddle(std::string_view text, std::size_t columns);
/// At most `columns` columns of the text: the end gives way to an ellipsis.
[[nodiscard]] std::string shortenEnd(std::string_view text, std::size_t columns);

} // namespace eventscope
