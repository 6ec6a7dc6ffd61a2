// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter_parser.h"

#include "core/event/filter/filter_lexer.h"
#include "core/event/filter/header_atom.h"
#include "core/event/utf8.h"
#include "core/json/number.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <utility>

namespace eventscope {

namespace {

using Kind = FilterToken::Kind;

constexpr std::array<std::pair<std::string_view, FilterField>, 12> kFields = {{
    {"type", FilterField::Type},
    {"stream", FilterField::Stream},
    {"category", FilterField::Category},
    {"version", FilterField::Version},
    {"position", FilterField::Position},
    {"id", FilterField::Id},
    {"schemaVersion", FilterField::SchemaVersion},
    {"time", FilterField::RecordedTime},
    {"validTime", FilterField::ValidTime},
    {"data", FilterField::Data},
    {"meta", FilterField::Metadata},
    {"state", FilterField::State},
}};

constexpr std::array<std::pair<std::string_view, Comparison>, 7> kComparisons = {{
    {"==", Comparison::Equal},
    {"!=", Comparison::NotEqual},
    {"<", Comparison::Less},
    {"<=", Comparison::LessEqual},
    {">", Comparison::Greater},
    {">=", Comparison::GreaterEqual},
    {"~", Comparison::Glob},
}};

/// "column 12: expected ..., found ...". A token is quoted as it was written, so that nobody has to count.
Failure failAt(std::string_view text, std::size_t at, const std::string &expected, std::string found) {
    const auto column = std::to_string(utf8Count(text.substr(0, at)) + 1);
    return fail(ErrorKind::Invalid, "column " + column + ": expected " + expected + ", found " + std::move(found), {},
                column);
}

std::string shortened(std::string_view text) {
    constexpr std::size_t kCharacters = 24;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < kCharacters && bytes < text.size(); ++i)
        bytes += utf8At(text, bytes).size;
    return std::string(text.substr(0, bytes)) + (bytes < text.size() ? "..." : "");
}

class Parser {
  public:
    Parser(std::string_view text, FilterScope scope) : m_text(text), m_scope(scope), m_tokens(filterTokens(text)) {}

    Result<FilterNode> run() {
        if (token().kind == Kind::End) return FilterNode{};
        ES_ASSIGN(root, either());
        if (token().kind != Kind::End) return unexpected("&&, || or the end");
        return root;
    }

  private:
    [[nodiscard]] const FilterToken &token() const { return m_tokens[m_next]; }
    [[nodiscard]] bool isWord(std::string_view word) const {
        return token().kind == Kind::Name && token().text == word;
    }
    bool take(Kind kind) {
        if (token().kind != kind) return false;
        ++m_next;
        return true;
    }
    bool takeWord(std::string_view word) {
        if (!isWord(word)) return false;
        ++m_next;
        return true;
    }

    [[nodiscard]] Failure unexpected(const std::string &expected) const {
        const FilterToken &found = token();
        if (found.kind == Kind::End) return failAt(m_text, found.from, expected, "the end");
        if (found.kind != Kind::Bad) {
            return failAt(m_text, found.from, expected, shortened(m_text.substr(found.from, found.to - found.from)));
        }
        const bool atEnd = found.badAt == m_text.size();
        return failAt(m_text, found.badAt, found.expected, atEnd ? "the end" : shortened(m_text.substr(found.badAt)));
    }

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
        while (take(symbol) || takeWord(word)) {
            ES_ASSIGN(following, part());
            node.children.push_back(std::move(following));
        }
        if (node.children.size() == 1) return FilterNode(std::move(node.children.front()));
        return node;
    }

    Result<FilterNode> unary() {
        const bool negation = token().kind == Kind::Not || isWord("not");
        if (!negation && token().kind != Kind::Open) return test();
        if (m_depth == kFilterDepthMax) {
            return unexpected("at most " + std::to_string(kFilterDepthMax) + " levels of parentheses and negations");
        }
        ++m_depth;
        ++m_next;
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
        if (!take(Kind::Close)) return unexpected("&&, || or )");
        return inner;
    }

    Result<FilterNode> test() {
        FilterNode node;
        if (takeWord("true")) return node;
        node.kind = FilterNode::Kind::False;
        if (takeWord("false")) return node;
        node.kind = FilterNode::Kind::Test;
        node.test.exists = takeWord("exists");
        ES_ASSIGN(path, this->path());
        node.test.path = std::move(path);
        if (!node.test.exists) ES_TRY(comparison(node.test));
        node.test.exact = headerAtom(node.test);
        return node;
    }

    Result<FilterPath> path() {
        const auto field = token().kind == Kind::Name ? filterField(token().text) : std::nullopt;
        if (!field)
            return unexpected("a field (type, stream, category, version, position, id, schemaVersion, time, "
                              "validTime, data, meta)");
        if (*field == FilterField::State && m_scope == FilterScope::Log) {
            return unexpected("a field of the event (there is no state here)");
        }
        ++m_next;
        FilterPath path{*field, {}};
        if (kindOf(*field) != FieldKind::Document) return path;
        while (token().kind == Kind::Dot || token().kind == Kind::OpenBracket) {
            ES_ASSIGN(step, this->step());
            path.steps.push_back(std::move(step));
        }
        return path;
    }
    Result<FilterStep> step() {
        FilterStep step;
        if (take(Kind::Dot)) {
            if (token().kind != Kind::Name) return unexpected("a name");
            step.key = token().text;
            if (step.key == "length") step.kind = FilterStep::Kind::Length;
            ++m_next;
            return step;
        }
        ++m_next;
        if (token().kind == Kind::Star) {
            step.kind = FilterStep::Kind::AnyElement;
        } else if (token().kind == Kind::String) {
            step.key = token().text;
        } else {
            const auto index = token().kind == Kind::Number ? wholeNumber(token().text) : std::nullopt;
            if (!index || *index < 0) return unexpected("an index, * or a name in double quotes");
            step.kind = FilterStep::Kind::Index;
            step.index = static_cast<std::size_t>(*index);
        }
        ++m_next;
        if (!take(Kind::CloseBracket)) return unexpected("]");
        return step;
    }

    Result<void> comparison(FilterTest &test) {
        const auto kind = kindOf(test.path.field);
        const bool ofTime = kind == FieldKind::Moment || kind == FieldKind::Document;
        const bool ofText = kind == FieldKind::Text || kind == FieldKind::Document;
        if (ofTime && takeWord("in")) return span(test);
        const bool matching = token().kind == Kind::Compare && token().text.ends_with('~');
        if (token().kind != Kind::Compare || (matching && !ofText)) {
            return unexpected(ofText && ofTime ? "==, !=, <, <=, >, >=, ~, =~ or in"
                              : ofText         ? "==, !=, <, <=, >, >=, ~ or =~"
                              : ofTime         ? "==, !=, <, <=, >, >= or in"
                                               : "==, !=, <, <=, > or >=");
        }
        const std::string op = token().text;
        ++m_next;
        if (matching && token().kind != Kind::String) return unexpected("a string");
        if (op == "=~") return regex(test);
        test.op = std::ranges::find(kComparisons, op, &decltype(kComparisons)::value_type::first)->second;
        return literal(test, kind);
    }

    Result<void> regex(FilterTest &test) {
        RE2::Options options;
        options.set_log_errors(false);
        auto regex = std::make_shared<RE2>(token().text, options);
        if (!regex->ok()) return unexpected("a regular expression (" + regex->error() + ")");
        test.regex = std::move(regex);
        ++m_next;
        return {};
    }

    Result<void> span(FilterTest &test) {
        ES_ASSIGN(first, time());
        test.literal.kind = FilterLiteral::Kind::Span;
        test.literal.span = first;
        if (!take(Kind::DotDot)) return {};
        const auto at = m_next;
        ES_ASSIGN(last, time());
        if (last.to < first.to) {
            m_next = at;
            return unexpected("an end that is not before the start");
        }
        test.literal.span.to = last.to;
        return {};
    }
    Result<TimeSpan> time() {
        const bool written =
            token().kind == Kind::Moment || token().kind == Kind::Number || token().kind == Kind::String;
        const auto parsed = written ? parseTimeSpan(token().text) : fail(ErrorKind::Invalid, {});
        if (!parsed) return unexpected("a time such as 2026-03-01 or 2026-03-01T12:00:03Z");
        ++m_next;
        return *parsed;
    }

    Result<void> literal(FilterTest &test, FieldKind kind) {
        switch (kind) {
        case FieldKind::Text:
            return textLiteral(test);
        case FieldKind::Whole:
            if (token().kind != Kind::Number) return unexpected("a number");
            break;
        case FieldKind::Position: {
            const bool written = token().kind == Kind::Number || token().kind == Kind::String;
            if (!written || !parsePosition(token().text)) return unexpected("a position such as 48211");
            break;
        }
        case FieldKind::Moment:
            return span(test);
        case FieldKind::Document:
            return anyLiteral(test.literal);
        }
        test.literal = {FilterLiteral::Kind::Number, token().text, false, {}};
        ++m_next;
        return {};
    }
    Result<void> textLiteral(FilterTest &test) {
        if (token().kind != Kind::String) return unexpected("a string");
        test.literal = {FilterLiteral::Kind::Text, token().text, false, {}};
        const bool equality = test.op == Comparison::Equal || test.op == Comparison::NotEqual;
        if (test.path.field == FilterField::Id && equality) {
            const auto id = parseEventId(token().text);
            if (!id) return unexpected("an event id (a UUID)");
            test.literal.text = toString(*id);
        }
        ++m_next;
        return {};
    }
    Result<void> anyLiteral(FilterLiteral &literal) {
        literal.text = token().text;
        if (token().kind == Kind::String) {
            literal.kind = FilterLiteral::Kind::Text;
        } else if (token().kind == Kind::Number) {
            literal.kind = FilterLiteral::Kind::Number;
        } else if (token().kind == Kind::Moment) {
            ES_ASSIGN(span, time());
            literal.kind = FilterLiteral::Kind::Span;
            literal.span = span;
            return {};
        } else if (isWord("true") || isWord("false")) {
            literal.kind = FilterLiteral::Kind::Boolean;
            literal.truth = isWord("true");
        } else if (!isWord("null")) {
            return unexpected("a string in double quotes, a number, a time, true, false or null");
        }
        ++m_next;
        return {};
    }

    std::string_view m_text;
    FilterScope m_scope;
    std::vector<FilterToken> m_tokens;
    std::size_t m_next = 0;
    int m_depth = 0;
};

} // namespace

std::optional<FilterField> filterField(std::string_view name) {
    const auto found = std::ranges::find(kFields, name, &decltype(kFields)::value_type::first);
    if (found == kFields.end()) return std::nullopt;
    return found->second;
}

Result<FilterNode> parseFilter(std::string_view text, FilterScope scope) {
    if (text.size() > kFilterBytesMax) {
        return fail(ErrorKind::Invalid, "The filter is longer than " + std::to_string(kFilterBytesMax) + " bytes", {},
                    "1");
    }
    const auto invalid = firstInvalidUtf8(text);
    if (invalid != std::string_view::npos) return failAt(text, invalid, "UTF-8 text", "another byte");
    return Parser(text, scope).run();
}

} // namespace eventscope
