// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter_test_parser.h"

#include "core/event/filter/filter_parser.h"
#include "core/event/filter/header_atom.h"
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

class TestParser {
  public:
    TestParser(FilterCursor &cursor, FilterScope scope) : m_at(cursor), m_scope(scope) {}

    Result<FilterNode> run() {
        FilterNode node;
        if (m_at.takeWord("true")) return node;
        node.kind = FilterNode::Kind::False;
        if (m_at.takeWord("false")) return node;
        node.kind = FilterNode::Kind::Test;
        node.test.exists = m_at.takeWord("exists");
        ES_ASSIGN(path, this->path());
        node.test.path = std::move(path);
        if (!node.test.exists) ES_TRY(comparison(node.test));
        node.test.exact = headerAtom(node.test);
        return node;
    }

  private:
    Result<FilterPath> path() {
        const auto field = m_at.isAt(Kind::Name) ? filterField(m_at.token().text) : std::nullopt;
        if (!field)
            return m_at.unexpected("a field (type, stream, category, version, position, id, schemaVersion, time, "
                                   "validTime, data, meta)");
        if (*field == FilterField::State && m_scope == FilterScope::Log) {
            return m_at.unexpected("a field of the event (there is no state here)");
        }
        m_at.advance();
        FilterPath path{*field, {}};
        if (kindOf(*field) != FieldKind::Document) return path;
        while (m_at.isAt(Kind::Dot) || m_at.isAt(Kind::OpenBracket)) {
            ES_ASSIGN(step, this->step());
            path.steps.push_back(std::move(step));
        }
        return path;
    }
    Result<FilterStep> step() {
        FilterStep step;
        if (m_at.take(Kind::Dot)) {
            if (!m_at.isAt(Kind::Name)) return m_at.unexpected("a name");
            step.key = m_at.token().text;
            if (step.key == "length") step.kind = FilterStep::Kind::Length;
            m_at.advance();
            return step;
        }
        m_at.advance();
        if (m_at.isAt(Kind::Star)) {
            step.kind = FilterStep::Kind::AnyElement;
        } else if (m_at.isAt(Kind::String)) {
            step.key = m_at.token().text;
        } else {
            const auto index = m_at.isAt(Kind::Number) ? wholeNumber(m_at.token().text) : std::nullopt;
            if (!index || *index < 0) return m_at.unexpected("an index, * or a name in double quotes");
            step.kind = FilterStep::Kind::Index;
            step.index = static_cast<std::size_t>(*index);
        }
        m_at.advance();
        if (!m_at.take(Kind::CloseBracket)) return m_at.unexpected("]");
        return step;
    }

    Result<void> comparison(FilterTest &test) {
        const auto kind = kindOf(test.path.field);
        const bool ofTime = kind == FieldKind::Moment || kind == FieldKind::Document;
        const bool ofText = kind == FieldKind::Text || kind == FieldKind::Document;
        if (ofTime && m_at.takeWord("in")) return span(test);
        const bool matching = m_at.isAt(Kind::Compare) && m_at.token().text.ends_with('~');
        if (!m_at.isAt(Kind::Compare) || (matching && !ofText)) {
            return m_at.unexpected(ofText && ofTime ? "==, !=, <, <=, >, >=, ~, =~ or in"
                                   : ofText         ? "==, !=, <, <=, >, >=, ~ or =~"
                                   : ofTime         ? "==, !=, <, <=, >, >= or in"
                                                    : "==, !=, <, <=, > or >=");
        }
        const std::string op = m_at.token().text;
        m_at.advance();
        if (matching && !m_at.isAt(Kind::String)) return m_at.unexpected("a string");
        if (op == "=~") return regex(test);
        test.op = std::ranges::find(kComparisons, op, &decltype(kComparisons)::value_type::first)->second;
        return literal(test, kind);
    }

    Result<void> regex(FilterTest &test) {
        RE2::Options options;
        options.set_log_errors(false);
        auto regex = std::make_shared<RE2>(m_at.token().text, options);
        if (!regex->ok()) return m_at.unexpected("a regular expression (" + regex->error() + ")");
        test.regex = std::move(regex);
        m_at.advance();
        return {};
    }

    Result<void> span(FilterTest &test) {
        ES_ASSIGN(first, time());
        test.literal.kind = FilterLiteral::Kind::Span;
        test.literal.span = first;
        if (!m_at.take(Kind::DotDot)) return {};
        const auto end = m_at.place();
        ES_ASSIGN(last, time());
        if (last.to < first.to) {
            m_at.moveTo(end);
            return m_at.unexpected("an end that is not before the start");
        }
        test.literal.span.to = last.to;
        return {};
    }
    Result<TimeSpan> time() {
        const bool written = m_at.isAt(Kind::Moment) || m_at.isAt(Kind::Number) || m_at.isAt(Kind::String);
        const auto parsed = written ? parseTimeSpan(m_at.token().text) : fail(ErrorKind::Invalid, {});
        if (!parsed) return m_at.unexpected("a time such as 2026-03-01 or 2026-03-01T12:00:03Z");
        m_at.advance();
        return *parsed;
    }

    Result<void> literal(FilterTest &test, FieldKind kind) {
        switch (kind) {
        case FieldKind::Text:
            return textLiteral(test);
        case FieldKind::Whole:
            if (!m_at.isAt(Kind::Number)) return m_at.unexpected("a number");
            break;
        case FieldKind::Position: {
            const bool written = m_at.isAt(Kind::Number) || m_at.isAt(Kind::String);
            if (!written || !parsePosition(m_at.token().text)) return m_at.unexpected("a position such as 48211");
            break;
        }
        case FieldKind::Moment:
            return span(test);
        case FieldKind::Document:
            return anyLiteral(test.literal);
        }
        test.literal = {FilterLiteral::Kind::Number, m_at.token().text, false, {}};
        m_at.advance();
        return {};
    }
    Result<void> textLiteral(FilterTest &test) {
        if (!m_at.isAt(Kind::String)) return m_at.unexpected("a string");
        test.literal = {FilterLiteral::Kind::Text, m_at.token().text, false, {}};
        const bool equality = test.op == Comparison::Equal || test.op == Comparison::NotEqual;
        if (test.path.field == FilterField::Id && equality) {
            const auto id = parseEventId(m_at.token().text);
            if (!id) return m_at.unexpected("an event id (a UUID)");
            test.literal.text = toString(*id);
        }
        m_at.advance();
        return {};
    }
    Result<void> anyLiteral(FilterLiteral &literal) {
        literal.text = m_at.token().text;
        if (m_at.isAt(Kind::String)) {
            literal.kind = FilterLiteral::Kind::Text;
        } else if (m_at.isAt(Kind::Number)) {
            literal.kind = FilterLiteral::Kind::Number;
        } else if (m_at.isAt(Kind::Moment)) {
            ES_ASSIGN(span, time());
            literal.kind = FilterLiteral::Kind::Span;
            literal.span = span;
            return {};
        } else if (m_at.isAtWord("true") || m_at.isAtWord("false")) {
            literal.kind = FilterLiteral::Kind::Boolean;
            literal.truth = m_at.isAtWord("true");
        } else if (!m_at.isAtWord("null")) {
            return m_at.unexpected("a string in double quotes, a number, a time, true, false or null");
        }
        m_at.advance();
        return {};
    }

    FilterCursor &m_at;
    const FilterScope m_scope;
};

} // namespace

std::optional<FilterField> filterField(std::string_view name) {
    const auto found = std::ranges::find(kFields, name, &decltype(kFields)::value_type::first);
    if (found == kFields.end()) return std::nullopt;
    return found->second;
}

Result<FilterNode> parseFilterTest(FilterCursor &cursor, FilterScope scope) { return TestParser(cursor, scope).run(); }

} // namespace eventscope
