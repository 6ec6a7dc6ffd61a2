// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter_text.h"

#include "core/event/filter/filter_lexer.h"

#include <algorithm>

namespace eventscope {

namespace {

using Kind = FilterToken::Kind;

bool isBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool isWord(const FilterToken &token, std::string_view word) { return token.kind == Kind::Name && token.text == word; }

/// In parentheses where an "or" of it would be torn apart.
std::string asPartOfBoth(std::string_view filter) {
    const auto tokens = filterTokens(filter);
    const bool hasOr = std::ranges::any_of(
        tokens, [](const FilterToken &token) { return token.kind == Kind::Or || isWord(token, "or"); });
    return hasOr ? "(" + std::string(filter) + ")" : std::string(filter);
}

} // namespace

std::string filterString(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string quoted = "\"";
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (code < 0x20)
            (quoted += "\\u00").append({kDigits[code >> 4], kDigits[code & 15]});
        else if (byte == '"' || byte == '\\')
            (quoted += '\\') += byte;
        else
            quoted += byte;
    }
    return quoted += '"';
}

std::string filterMember(std::string_view path, std::string_view key) {
    const std::string dotted = std::string(path) + "." + std::string(key);
    const auto tokens = filterTokens("data." + std::string(key));
    const bool isName = tokens.size() == 4 && tokens[2].kind == Kind::Name && tokens[3].kind == Kind::End;
    // As a member ".length" would be the size of what holds it, where that has no such member.
    return isName && key != "length" ? dotted : std::string(path) + "[" + filterString(key) + "]";
}

std::string filterBoth(std::string_view a, std::string_view b) {
    if (isBlank(a)) return std::string(b);
    if (isBlank(b)) return std::string(a);
    return asPartOfBoth(a) + " && " + asPartOfBoth(b);
}

std::string filterEither(std::string_view a, std::string_view b) { return std::string(a) + " || " + std::string(b); }

std::string filterNot(std::string_view filter) { return "!(" + std::string(filter) + ")"; }

std::string filterRecorded(const TimeSpan &span) {
    return "time >= " + toIso(span.from) + " && time < " + toIso(span.to);
}

std::string filterPositions(const std::vector<Position> &positions) {
    const auto follows = [&](std::size_t at) {
        const Position before = positions[at - 1];
        return positions[at] == Position{before.major, before.minor + 1};
    };
    std::string filter;
    for (std::size_t first = 0, end = 0; first < positions.size(); first = end) {
        end = first + 1;
        while (end < positions.size() && follows(end))
            ++end;
        if (!filter.empty()) filter += " || ";
        const std::string from = toString(positions[first]), to = toString(positions[end - 1]);
        filter += end - first == 1 ? "position == " + from : "position >= " + from + " && position <= " + to;
    }
    return filter;
}

} // namespace eventscope
