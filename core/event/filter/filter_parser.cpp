// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter_parser.h"

#include "core/event/filter/filter_test_parser.h"
#include "core/event/utf8.h"

namespace eventscope {

namespace {

using Kind = FilterToken::Kind;

class Parser {
  public:
    Parser(std::string_view text, FilterScope scope) : m_at(text), m_scope(scope) {}

    Result<FilterNode> run() {
        if (m_at.isAt(Kind::End)) return FilterNode{};
        ES_ASSIGN(root, either());
        if (!m_at.isAt(Kind::End)) return m_at.unexpected("&&, || or the end");
        return root;
    }

  private:
    Result<FilterNode> either() {
        return joined(FilterNode::Kind::Or, Kind::Or, "or", [this] { return both(); });
    }
    Result<FilterNode> both() {
        return joined(FilterNode::Kind::And, Kind::And, "and", [this] { return unary(); });
    }
    template <class Part>
    Result<FilterNode> joined(FilterNode::Kind kind, Kind symbol, std::string_view word, Part part) {
        ES_ASSIGN(first, part());
        FilterNode node;
        node.kind = kind;
        node.children.push_back(std::move(first));
        while (m_at.take(symbol) || m_at.takeWord(word)) {
            ES_ASSIGN(following, part());
            node.children.push_back(std::move(following));
        }
        if (node.children.size() == 1) return FilterNode(std::move(node.children.front()));
        return node;
    }

    Result<FilterNode> unary() {
        const bool negation = m_at.isAt(Kind::Not) || m_at.isAtWord("not");
        if (!negation && !m_at.isAt(Kind::Open)) return parseFilterTest(m_at, m_scope);
        if (m_depth == kFilterDepthMax) {
            return m_at.unexpected("at most " + std::to_string(kFilterDepthMax) +
                                   " levels of parentheses and negations");
        }
        ++m_depth;
        m_at.advance();
        auto inner = negation ? negated() : parenthesised();
        --m_depth;
        return inner;
    }
    Result<FilterNode> negated() {
        ES_ASSIGN(inner, unary());
        FilterNode node;
        node.kind = FilterNode::Kind::Not;
        node.children.push_back(std::move(inner));
        return node;
    }
    Result<FilterNode> parenthesised() {
        ES_ASSIGN(inner, either());
        if (!m_at.take(Kind::Close)) return m_at.unexpected("&&, || or )");
        return inner;
    }

    FilterCursor m_at;
    const FilterScope m_scope;
    int m_depth = 0;
};

} // namespace

Result<FilterNode> parseFilter(std::string_view text, FilterScope scope) {
    if (text.size() > kFilterBytesMax) {
        return fail(ErrorKind::Invalid, "The filter is longer than " + std::to_string(kFilterBytesMax) + " bytes", {},
                    "1");
    }
    const auto invalid = firstInvalidUtf8(text);
    if (invalid != std::string_view::npos) return filterError(text, invalid, "UTF-8 text", "another byte");
    return Parser(text, scope).run();
}

} // namespace eventscope
