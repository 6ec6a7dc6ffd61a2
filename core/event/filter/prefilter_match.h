// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/filter/prefilter.h"

#include <algorithm>
#include <cassert>
#include <compare>

namespace eventscope {

/// True when the order found between two values is one that `op` asks for. REQUIRES: not Glob.
[[nodiscard]] constexpr bool holds(Comparison op, std::strong_ordering order) {
    switch (op) {
    case Comparison::Equal:
        return order == 0;
    case Comparison::NotEqual:
        return order != 0;
    case Comparison::Less:
        return order < 0;
    case Comparison::LessEqual:
        return order <= 0;
    case Comparison::Greater:
        return order > 0;
    case Comparison::GreaterEqual:
        return order >= 0;
    case Comparison::Glob:
        break;
    }
    assert(!"a glob orders nothing");
    return false;
}

[[nodiscard]] inline bool textHolds(Comparison op, std::string_view value, std::string_view wanted) {
    return op == Comparison::Glob ? globMatches(wanted, value) : holds(op, value <=> wanted);
}

/// True when the bytes may hold `text` once they are read: see Prefilter.
[[nodiscard]] bool mayContain(const Payload &payload, std::string_view text);

/// The answer for anything that looks like an EventView: the one meaning of header atoms, for stored events and for
/// what a lens makes of them.
template <class View>
[[nodiscard]] bool prefilterMatches(const Prefilter &prefilter, const View &event) {
    const auto one = [&](const Prefilter &child) { return prefilterMatches(child, event); };
    const auto op = prefilter.op;
    using Kind = Prefilter::Kind;
    switch (prefilter.kind) {
    case Kind::Everything:
        return true;
    case Kind::Nothing:
        return false;
    case Kind::And:
        return std::ranges::all_of(prefilter.children, one);
    case Kind::Or:
        return std::ranges::any_of(prefilter.children, one);
    case Kind::Not:
        return !one(prefilter.children.front());
    case Kind::Type:
        return textHolds(op, event.type(), prefilter.text);
    case Kind::Stream:
        return textHolds(op, event.stream(), prefilter.text);
    case Kind::Category:
        return textHolds(op, categoryOf(event.stream()), prefilter.text);
    case Kind::EventIdIs:
        return textHolds(op, toString(event.id()), prefilter.text);
    case Kind::Version:
        return holds(op, event.version().value <=> prefilter.number);
    case Kind::SchemaVersion:
        return holds(op, event.schemaVersion() <=> prefilter.number);
    case Kind::PositionIs:
        return holds(op, event.position() <=> prefilter.position);
    case Kind::RecordedAt:
        return holds(op, toUs(event.recordedAt()) <=> prefilter.number);
    case Kind::ValidAt:
        return event.validAt() && holds(op, toUs(*event.validAt()) <=> prefilter.number);
    case Kind::DataContains:
        return mayContain(event.data(), prefilter.text);
    case Kind::MetadataContains:
        return mayContain(event.metadata(), prefilter.text);
    }
    return true;
}

} // namespace eventscope
