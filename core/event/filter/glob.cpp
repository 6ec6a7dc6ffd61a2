// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/glob.h"

#include "core/event/filter/prefilter.h"
#include "core/event/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace eventscope {

namespace {

constexpr auto npos = std::string_view::npos;

/// One element of a pattern that stands for exactly one character.
struct Element {
    enum class Kind : std::uint8_t { Any, Literal, Set };
    Kind kind = Kind::Literal;
    std::string_view text; ///< the literal character, or what stands between the brackets
    std::size_t size = 0;  ///< bytes of pattern
};

/// Where the bracket opened at `at` closes, or npos. The first character never closes: "[]]" holds a bracket.
std::size_t closingBracket(std::string_view pattern, std::size_t at) {
    for (std::size_t i = at + 1; i < pattern.size(); ++i) {
        if (pattern[i] == '\\') {
            ++i;
        } else if (pattern[i] == ']' && i > at + 1) {
            return i;
        }
    }
    return npos;
}

/// REQUIRES: at < pattern.size(), and no '*' there.
Element elementAt(std::string_view pattern, std::size_t at) {
    if (pattern[at] == '?') return {Element::Kind::Any, {}, 1};
    if (pattern[at] == '[') {
        const auto end = closingBracket(pattern, at);
        if (end != npos) return {Element::Kind::Set, pattern.substr(at + 1, end - at - 1), end + 1 - at};
    }
    const std::size_t escape = pattern[at] == '\\' && at + 1 < pattern.size() ? 1 : 0;
    const auto size = utf8At(pattern, at + escape).size;
    return {Element::Kind::Literal, pattern.substr(at + escape, size), escape + size};
}

/// Reads one character of a set, with its escape.
std::uint32_t takeFromSet(std::string_view &set) {
    if (set.front() == '\\' && set.size() > 1) set.remove_prefix(1);
    const auto character = utf8At(set, 0);
    set.remove_prefix(character.size);
    return character.code;
}

/// Reads "a-c", or one character as a range of itself.
std::pair<std::uint32_t, std::uint32_t> takeRange(std::string_view &set) {
    const auto first = takeFromSet(set);
    if (set.size() < 2 || set.front() != '-') return {first, first};
    set.remove_prefix(1);
    return {first, takeFromSet(set)};
}

bool setHolds(std::string_view set, std::uint32_t code) {
    while (!set.empty()) {
        const auto [first, last] = takeRange(set);
        if (first <= code && code <= last) return true;
    }
    return false;
}

/// The bytes of the character at `at` when the element stands for it, else 0.
std::size_t matchedBytes(const Element &element, std::string_view text, std::size_t at) {
    const auto character = utf8At(text, at);
    switch (element.kind) {
    case Element::Kind::Any:
        return character.size;
    case Element::Kind::Set:
        return setHolds(element.text, character.code) ? character.size : 0;
    case Element::Kind::Literal:
        break;
    }
    return text.substr(at, character.size) == element.text ? character.size : 0;
}

} // namespace

// Greedy with one point of return, the last '*': everything before it has matched for good.
bool globMatches(std::string_view pattern, std::string_view text) {
    std::size_t p = 0, t = 0, afterStar = npos, starText = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            afterStar = ++p;
            starText = t;
            continue;
        }
        if (p < pattern.size()) {
            const Element element = elementAt(pattern, p);
            if (const auto bytes = matchedBytes(element, text, t)) {
                p += element.size;
                t += bytes;
                continue;
            }
        }
        if (afterStar == npos) return false;
        p = afterStar;
        starText += utf8At(text, starText).size;
        t = starText;
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

std::vector<std::string> globLiterals(std::string_view pattern) {
    std::vector<std::string> runs;
    std::string run;
    const auto end = [&] {
        if (!run.empty()) runs.push_back(std::move(run));
        run.clear();
    };
    for (std::size_t p = 0; p < pattern.size();) {
        if (pattern[p] == '*') {
            end();
            ++p;
            continue;
        }
        const Element element = elementAt(pattern, p);
        if (element.kind == Element::Kind::Literal) {
            run += element.text;
        } else {
            end();
        }
        p += element.size;
    }
    end();
    return runs;
}

namespace {

constexpr std::uint32_t kCodeMax = 0x10FFFF;

bool canBeText(std::uint32_t code) { return code > 0 && code <= kCodeMax && (code < 0xD800 || code > 0xDFFF); }

std::string regexCharacter(std::uint32_t code) {
    const bool isWord = (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
    if (isWord) return {static_cast<char>(code)};
    std::array<char, 12> escape;
    std::snprintf(escape.data(), escape.size(), "\\U%08x", static_cast<unsigned>(code));
    return escape.data();
}

/// "[a-c\U0000002d]", or nothing when it holds no character.
std::optional<std::string> regexSet(std::string_view set) {
    std::string ranges;
    while (!set.empty()) {
        const auto [first, last] = takeRange(set);
        const auto low = std::max<std::uint32_t>(first, 1), high = std::min(last, kCodeMax);
        if (low <= high) ranges += regexCharacter(low) + "-" + regexCharacter(high);
    }
    if (ranges.empty()) return std::nullopt;
    return "[" + ranges + "]";
}

} // namespace

std::optional<std::string> globRegex(std::string_view pattern) {
    std::string regex = "***:^(?:";
    for (std::size_t p = 0; p < pattern.size();) {
        if (pattern[p] == '*') {
            regex += ".*";
            ++p;
            continue;
        }
        const Element element = elementAt(pattern, p);
        p += element.size;
        if (element.kind == Element::Kind::Any) {
            regex += '.';
        } else if (element.kind == Element::Kind::Set) {
            const auto set = regexSet(element.text);
            if (!set) return std::nullopt;
            regex += *set;
        } else {
            const auto character = utf8At(element.text, 0);
            if (!character.valid || !canBeText(character.code)) return std::nullopt;
            regex += regexCharacter(character.code);
        }
    }
    return regex + ")$";
}

} // namespace eventscope
