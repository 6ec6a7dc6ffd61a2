// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter_prefilter.h"

#include "core/event/filter/glob.h"
#include "core/event/utf8.h"

#include <algorithm>

namespace eventscope {

namespace {

/// JSON text may hold this character of a string as it is.
bool isPlain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }
bool isPlainText(std::string_view text) {
    return std::ranges::all_of(text, isPlain) && firstInvalidUtf8(text) == std::string_view::npos;
}

/// The longest run of characters that JSON text may hold as they are; none in a text with half a surrogate pair.
std::string_view longestPlainRun(std::string_view text) {
    std::string_view best;
    if (firstInvalidUtf8(text) != std::string_view::npos) return best;
    for (std::size_t from = 0; from < text.size(); ++from) {
        std::size_t to = from;
        while (to < text.size() && isPlain(text[to]))
            ++to;
        if (to - from > best.size()) best = text.substr(from, to - from);
        from = to;
    }
    return best;
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

/// What the payload's text holds when the value is equal to, or matches, the literal. Only strings: a number has many
/// spellings.
std::string literalText(const FilterTest &test) {
    if (test.exists || test.regex || test.literal.kind != FilterLiteral::Kind::Text) return {};
    const std::string &text = test.literal.text;
    if (test.op == Comparison::Equal) return isPlainText(text) ? quoted(text) : std::string(longestPlainRun(text));
    if (test.op != Comparison::Glob) return {};
    std::string_view best;
    const auto literals = globLiterals(text);
    for (const std::string &literal : literals) {
        const auto run = longestPlainRun(literal);
        if (run.size() > best.size()) best = run;
    }
    return std::string(best);
}

/// The longest name on the path: without it there is no value, and so no comparison holds.
std::string longestKey(const FilterPath &path) {
    std::string_view best;
    for (const FilterStep &step : path.steps) {
        if (step.kind != FilterStep::Kind::Member || !isPlainText(step.key)) continue;
        if (step.key.size() > best.size()) best = step.key;
    }
    return best.empty() ? std::string() : quoted(best);
}

Prefilter payloadAtom(const FilterTest &test) {
    Prefilter made;
    if (test.path.field != FilterField::Data && test.path.field != FilterField::Metadata) return made;
    std::string text = literalText(test);
    if (text.empty()) text = longestKey(test.path);
    if (text.empty()) return made;
    made.kind =
        test.path.field == FilterField::Data ? Prefilter::Kind::DataContains : Prefilter::Kind::MetadataContains;
    made.text = std::move(text);
    return made;
}

Prefilter negation(Prefilter exact) {
    Prefilter made;
    if (exact.kind == Prefilter::Kind::Everything) {
        made.kind = Prefilter::Kind::Nothing;
    } else if (exact.kind != Prefilter::Kind::Nothing) {
        made.kind = Prefilter::Kind::Not;
        made.children.push_back(std::move(exact));
    }
    return made;
}

/// Negations are carried down to the tests, where a payload's superset must not be negated: it becomes Everything.
Prefilter derive(const FilterNode &node, bool negated) {
    using Kind = FilterNode::Kind;
    switch (node.kind) {
    case Kind::True:
        return negated ? negation({}) : Prefilter{};
    case Kind::False:
        return negated ? Prefilter{} : negation({});
    case Kind::Not:
        return derive(node.children.front(), !negated);
    case Kind::Test:
        if (node.test.exact) return negated ? negation(*node.test.exact) : *node.test.exact;
        return negated ? Prefilter{} : payloadAtom(node.test);
    case Kind::And:
    case Kind::Or:
        break;
    }
    std::vector<Prefilter> parts;
    for (const FilterNode &child : node.children)
        parts.push_back(derive(child, negated));
    return (node.kind == Kind::And) != negated ? Prefilter::all(std::move(parts)) : Prefilter::any(std::move(parts));
}

} // namespace

Prefilter prefilterOf(const FilterNode &node) { return derive(node, false); }

bool decidedByHeader(const FilterNode &node) {
    if (node.kind == FilterNode::Kind::Test) return node.test.exact.has_value();
    return std::ranges::all_of(node.children, decidedByHeader);
}

} // namespace eventscope
