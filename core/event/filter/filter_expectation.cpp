// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter.h"
#include "core/event/filter/filter_lexer.h"

namespace eventscope {

namespace {

using Kind = FilterToken::Kind;
using Wanted = FilterExpectation::Kind;

/// Walks the words in front of the cursor, mistakes included, and keeps what a parser would want next.
class Guess {
  public:
    explicit Guess(std::string_view text) : m_text(text), m_tokens(filterTokens(text)) {}

    FilterExpectation run() {
        while (token().kind != Kind::End && token().kind != Kind::Bad && !isUnderCursor())
            step();
        FilterExpectation result;
        result.kind = m_wanted;
        result.from = m_text.size();
        if (token().kind == Kind::Bad || isUnderCursor()) {
            result.from = token().from;
            const bool isString = m_text[token().from] == '"';
            result.word = isString ? token().text : std::string(m_text.substr(token().from));
        }
        if (m_wanted == Wanted::Field && m_pathOpen) {
            result.from = m_pathFrom;
            result.word = m_text.substr(m_pathFrom);
        }
        if (m_wanted == Wanted::Value) {
            result.path = m_path;
            if (m_path == "type") result.kind = Wanted::TypeName;
            if (m_path == "stream") result.kind = Wanted::StreamName;
        }
        return result;
    }

  private:
    [[nodiscard]] const FilterToken &token() const { return m_tokens[m_next]; }
    [[nodiscard]] bool isWord(std::string_view word) const {
        return token().kind == Kind::Name && token().text == word;
    }
    /// A word that may still grow; a closed string or a bracket cannot.
    [[nodiscard]] bool isUnderCursor() const {
        const auto kind = token().kind;
        return token().to == m_text.size() && (kind == Kind::Name || kind == Kind::Number || kind == Kind::Moment);
    }

    void step() {
        switch (m_wanted) {
        case Wanted::Field:
            return stepField();
        case Wanted::Operator:
            return stepOperator();
        case Wanted::Connective:
            return stepConnective();
        default:
            break;
        }
        m_wanted = Wanted::Connective;
        ++m_next;
    }

    void stepField() {
        if (isWord("exists")) m_exists = true;
        const bool constant = isWord("true") || isWord("false");
        const bool prefix = isWord("exists") || isWord("not");
        if (constant) m_wanted = Wanted::Connective;
        if (token().kind == Kind::Name && !constant && !prefix) return stepPath();
        ++m_next;
    }

    void stepPath() {
        m_pathFrom = token().from;
        auto end = token().to;
        ++m_next;
        int brackets = 0;
        m_pathOpen = true;
        while (token().kind != Kind::End && token().kind != Kind::Bad) {
            const bool afterDot = m_tokens[m_next - 1].kind == Kind::Dot;
            if (token().kind == Kind::OpenBracket) ++brackets;
            if (token().kind != Kind::Dot && !afterDot && brackets == 0) break;
            if (isUnderCursor()) return;
            if (token().kind == Kind::CloseBracket) --brackets;
            end = token().to;
            ++m_next;
        }
        const bool complete = brackets == 0 && m_tokens[m_next - 1].kind != Kind::Dot;
        if (!complete) return;
        m_pathOpen = false;
        m_path = m_text.substr(m_pathFrom, end - m_pathFrom);
        m_wanted = m_exists ? Wanted::Connective : Wanted::Operator;
        m_exists = false;
    }

    void stepOperator() {
        if (token().kind == Kind::Compare || isWord("in")) m_wanted = Wanted::Value;
        ++m_next;
    }

    void stepConnective() {
        const bool joins = token().kind == Kind::And || token().kind == Kind::Or || isWord("and") || isWord("or");
        if (joins) m_wanted = Wanted::Field;
        if (token().kind == Kind::DotDot) m_wanted = Wanted::Value;
        ++m_next;
    }

    std::string_view m_text;
    std::vector<FilterToken> m_tokens;
    std::size_t m_next = 0;
    Wanted m_wanted = Wanted::Field;
    bool m_exists = false;
    bool m_pathOpen = false; ///< the cursor is inside the path at m_pathFrom
    std::size_t m_pathFrom = 0;
    std::string m_path;
};

} // namespace

FilterExpectation expectationAt(std::string_view text, std::size_t byteOffset) {
    return Guess(text.substr(0, byteOffset)).run();
}

} // namespace eventscope
