// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/row_selector.h"

#include "core/event/filter/prefilter_match.h"

#include <algorithm>

namespace eventscope {

namespace {

using Kind = Prefilter::Kind;
using Columns = LogColumns;

bool isOnType(Kind kind) { return kind == Kind::Type || kind == Kind::SchemaVersion; }

bool isOnStream(Kind kind) { return kind == Kind::Stream || kind == Kind::Category; }

Kind constant(bool everything) { return everything ? Kind::Everything : Kind::Nothing; }

} // namespace

RowSelector::RowSelector(const Columns &columns, const Prefilter &prefilter)
    : m_columns(columns), m_prefilter(prefilter), m_root(compile(m_prefilter, false)) {}

RowSelector::Node RowSelector::compile(const Prefilter &prefilter, bool negated) const {
    switch (prefilter.kind) {
    case Kind::Everything:
    case Kind::Nothing:
        return Node(constant((prefilter.kind == Kind::Everything) != negated));
    case Kind::And:
    case Kind::Or:
        return compileJunction(prefilter, negated);
    case Kind::Not:
        return compile(prefilter.children.front(), !negated);
    case Kind::EventIdIs:
    case Kind::ValidAt:
    case Kind::DataContains:
    case Kind::MetadataContains:
        return Node(Kind::Everything);
    default:
        break;
    }
    Node node(prefilter.kind);
    node.atom = &prefilter;
    node.negated = negated;
    const Dictionary &names = *m_columns.dictionary;
    if (isOnType(node.kind)) node.byCode.assign(names.types(), Answer::Unknown);
    if (isOnStream(node.kind)) node.byCode.assign(names.streams(), Answer::Unknown);
    return node;
}

RowSelector::Node RowSelector::compileJunction(const Prefilter &prefilter, bool negated) const {
    const bool isAnd = (prefilter.kind == Kind::And) != negated;
    if (prefilter.children.empty()) return Node(constant(isAnd));
    Node node(isAnd ? Kind::And : Kind::Or);
    for (const Prefilter &child : prefilter.children)
        node.children.push_back(compile(child, negated));
    return node;
}

void RowSelector::match(Node &node, std::uint64_t from, std::uint64_t count, Mask &mask) {
    if (node.kind == Kind::Everything || node.kind == Kind::Nothing) {
        std::fill_n(mask.begin(), count, node.kind == Kind::Everything ? 1 : 0);
    } else if (node.kind == Kind::And || node.kind == Kind::Or) {
        match(node.children.front(), from, count, mask);
        for (std::size_t child = 1; child < node.children.size(); ++child) {
            Mask other;
            match(node.children[child], from, count, other);
            for (std::uint64_t i = 0; i < count; ++i) {
                mask[i] = node.kind == Kind::And ? mask[i] & other[i] : mask[i] | other[i];
            }
        }
    } else if (!node.byCode.empty()) {
        matchCodes(node, from, count, mask);
    } else {
        matchNumbers(node, from, count, mask);
    }
}

void RowSelector::matchCodes(Node &node, std::uint64_t from, std::uint64_t count, Mask &mask) {
    const Columns::Segment &segment = m_columns.segment(from);
    const std::uint32_t *codes = isOnType(node.kind) ? segment.type.data() : segment.stream.data();
    codes += from % Columns::kSegmentRows;
    for (std::uint64_t i = 0; i < count; ++i) {
        Answer &answer = node.byCode[codes[i]];
        if (answer == Answer::Unknown) {
            answer = matchesCode(*node.atom, codes[i]) != node.negated ? Answer::Yes : Answer::No;
        }
        mask[i] = static_cast<std::uint8_t>(answer);
    }
}

bool RowSelector::matchesCode(const Prefilter &atom, std::uint32_t code) const {
    const Dictionary &names = *m_columns.dictionary;
    switch (atom.kind) {
    case Kind::Type:
        return textHolds(atom.op, names.type(code).name, atom.text);
    case Kind::SchemaVersion:
        return holds(atom.op, names.type(code).schemaVersion <=> atom.number);
    case Kind::Category:
        return textHolds(atom.op, categoryOf(names.stream(code)), atom.text);
    default:
        return textHolds(atom.op, names.stream(code), atom.text);
    }
}

void RowSelector::matchNumbers(const Node &node, std::uint64_t from, std::uint64_t count, Mask &mask) const {
    const Prefilter &atom = *node.atom;
    const Columns::Segment &segment = m_columns.segment(from);
    const std::size_t offset = from % Columns::kSegmentRows;
    const auto fill = [&](auto orderAt) {
        for (std::uint64_t i = 0; i < count; ++i)
            mask[i] = holds(atom.op, orderAt(i)) != node.negated;
    };
    switch (atom.kind) {
    case Kind::Version:
        return fill([&](std::uint64_t i) { return segment.version[offset + i] <=> atom.number; });
    case Kind::RecordedAt:
        return fill([&](std::uint64_t i) { return segment.recordedUs[offset + i] <=> atom.number; });
    default:
        return fill([&](std::uint64_t i) { return m_columns.position(from + i) <=> atom.position; });
    }
}

} // namespace eventscope
