// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/event/filter/filter_lexer.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// Invalid: "column 12: expected ..., found ...", with the column in `detail`. `at` is a byte of `text`.
[[nodiscard]] Failure filterError(std::string_view text, std::size_t at, const std::string &expected,
                                  const std::string &found);

/// A place among the words of a filter. The text must outlive it.
class FilterCursor {
  public:
    explicit FilterCursor(std::string_view text) : m_text(text), m_tokens(filterTokens(text)) {}

    [[nodiscard]] const FilterToken &token() const { return m_tokens[m_next]; }
    [[nodiscard]] bool isAt(FilterToken::Kind kind) const { return token().kind == kind; }
    [[nodiscard]] bool isAtWord(std::string_view word) const {
        return isAt(FilterToken::Kind::Name) && token().text == word;
    }
    /// REQUIRES: not at End or Bad.
    void advance() { ++m_next; }
    bool take(FilterToken::Kind kind) {
        const bool taken = isAt(kind);
        if (taken) advance();
        return taken;
    }
    bool takeWord(std::string_view word) {
        const bool taken = isAtWord(word);
        if (taken) advance();
        return taken;
    }
    /// For looking back: `moveTo(place())` changes nothing.
    [[nodiscard]] std::size_t place() const { return m_next; }
    void moveTo(std::size_t place) { m_next = place; }

    /// The error for the word here.
    [[nodiscard]] Failure unexpected(const std::string &expected) const;

  private:
    std::string_view m_text;
    std::vector<FilterToken> m_tokens;
    std::size_t m_next = 0;
};

} // namespace eventscope
