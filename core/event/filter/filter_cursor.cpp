// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter_cursor.h"

#include "core/event/utf8.h"

namespace eventscope {

namespace {

/// A token as it was written, so that nobody has to count.
std::string shortened(std::string_view text) {
    constexpr std::size_t kCharacters = 24;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < kCharacters && bytes < text.size(); ++i)
        bytes += utf8At(text, bytes).size;
    return std::string(text.substr(0, bytes)) + (bytes < text.size() ? "..." : "");
}

} // namespace

Failure filterError(std::string_view text, std::size_t at, const std::string &expected, const std::string &found) {
    const auto column = std::to_string(utf8Count(text.substr(0, at)) + 1);
    return fail(ErrorKind::Invalid, "column " + column + ": expected " + expected + ", found " + found, {}, column);
}

Failure FilterCursor::unexpected(const std::string &expected) const {
    const FilterToken &found = token();
    if (found.kind == FilterToken::Kind::End) return filterError(m_text, found.from, expected, "the end");
    if (found.kind != FilterToken::Kind::Bad) {
        return filterError(m_text, found.from, expected, shortened(m_text.substr(found.from, found.to - found.from)));
    }
    const bool atEnd = found.badAt == m_text.size();
    return filterError(m_text, found.badAt, found.expected, atEnd ? "the end" : shortened(m_text.substr(found.badAt)));
}

} // namespace eventscope
