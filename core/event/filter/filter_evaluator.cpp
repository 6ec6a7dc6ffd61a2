// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter_evaluator.h"

#include "core/event/filter/prefilter_match.h"
#include "core/event/utf8.h"
#include "core/json/number.h"
#include "core/json/protected_state.h"

#include <re2/re2.h>

#include <algorithm>
#include <span>

namespace eventscope {

namespace {

/// A subject as prefilterMatches() wants it: the stored header, but type and schema version as read.
class SubjectView : public EventView {
  public:
    explicit SubjectView(const FilterSubject &subject) : EventView(subject.event()), m_subject(subject) {}
    [[nodiscard]] std::string_view type() const { return m_subject.type(); }
    [[nodiscard]] int schemaVersion() const { return m_subject.schemaVersion(); }

  private:
    const FilterSubject &m_subject;
};

bool textTestHolds(const FilterTest &test, std::string_view text) {
    if (test.regex) return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *test.regex);
    return textHolds(test.op, text, test.literal.text);
}

/// Times as Prefilter says them: a span that was written compares as a whole.
bool timeHolds(Comparison op, Time time, const TimeSpan &span) {
    const auto order = time < span.from  ? std::strong_ordering::less
                       : time >= span.to ? std::strong_ordering::greater
                                         : std::strong_ordering::equal;
    return holds(op, order);
}

bool valueHolds(const FilterTest &test, const Json &value) {
    if (test.exists) return true;
    if (protectedState(value)) return false;
    if (test.regex) return value.isString() && textTestHolds(test, value.token());
    const bool equality = test.op == Comparison::Equal || test.op == Comparison::NotEqual;
    switch (test.literal.kind) {
    case FilterLiteral::Kind::Text:
        return value.isString() && textTestHolds(test, value.token());
    case FilterLiteral::Kind::Number:
        return value.isNumber() && holds(test.op, compareNumbers(value.token(), test.literal.text));
    case FilterLiteral::Kind::Null:
        return equality && value.isNull() == (test.op == Comparison::Equal);
    case FilterLiteral::Kind::Boolean: {
        const bool isTrue = value.kind() == Json::Kind::True;
        if (!equality || (!isTrue && value.kind() != Json::Kind::False)) return false;
        return (isTrue == test.literal.truth) == (test.op == Comparison::Equal);
    }
    case FilterLiteral::Kind::Span:
        break;
    }
    if (!value.isString()) return false;
    const auto time = parseTime(value.token());
    return time && timeHolds(test.op, *time, test.literal.span);
}

std::optional<Json> lengthOf(const Json &value) {
    if (value.isContainer()) return Json::number(static_cast<std::int64_t>(value.size()));
    if (value.isString()) return Json::number(static_cast<std::int64_t>(utf8Count(value.token())));
    return std::nullopt;
}

/// True when the test holds for a value that the steps lead to. Each step goes one level down, so that the depth is at
/// most that of the document.
bool anyHolds(const FilterTest &test, const Json &value, std::span<const FilterStep> steps) {
    if (steps.empty()) return valueHolds(test, value);
    const FilterStep &step = steps.front();
    const auto rest = steps.subspan(1);
    const auto childHolds = [&](std::size_t index) { return anyHolds(test, value.child(index), rest); };
    switch (step.kind) {
    case FilterStep::Kind::Index:
        return value.isArray() && step.index < value.size() && childHolds(step.index);
    case FilterStep::Kind::AnyElement:
        for (std::size_t i = 0; value.isArray() && i < value.size(); ++i) {
            if (childHolds(i)) return true;
        }
        return false;
    case FilterStep::Kind::Member:
    case FilterStep::Kind::Length:
        break;
    }
    const auto member = value.isObject() ? value.find(step.key) : Json::npos;
    if (member != Json::npos) return childHolds(member);
    if (step.kind == FilterStep::Kind::Member) return false;
    const auto length = lengthOf(value);
    return length && anyHolds(test, *length, rest);
}

bool testHolds(const FilterTest &test, const FilterSubject &subject) {
    if (test.exact) return prefilterMatches(*test.exact, SubjectView(subject));
    const Json *document = nullptr;
    switch (test.path.field) {
    case FilterField::Data:
        document = subject.data();
        break;
    case FilterField::Metadata:
        document = subject.metadata();
        break;
    case FilterField::State:
        document = subject.state();
        break;
    case FilterField::Type:
        return textTestHolds(test, subject.type());
    case FilterField::Stream:
        return textTestHolds(test, subject.event().stream());
    case FilterField::Category:
        return textTestHolds(test, categoryOf(subject.event().stream()));
    default:
        return textTestHolds(test, toString(subject.event().id()));
    }
    return document && anyHolds(test, *document, test.path.steps);
}

} // namespace

bool evaluate(const FilterNode &node, const FilterSubject &subject) {
    const auto one = [&](const FilterNode &child) { return evaluate(child, subject); };
    switch (node.kind) {
    case FilterNode::Kind::True:
        return true;
    case FilterNode::Kind::False:
        return false;
    case FilterNode::Kind::And:
        return std::ranges::all_of(node.children, one);
    case FilterNode::Kind::Or:
        return std::ranges::any_of(node.children, one);
    case FilterNode::Kind::Not:
        return !one(node.children.front());
    case FilterNode::Kind::Test:
        break;
    }
    return testHolds(node.test, subject);
}

} // namespace eventscope
