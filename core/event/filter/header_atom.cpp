// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/header_atom.h"

#include "core/json/number.h"

#include <limits>

namespace eventscope {

namespace {

Prefilter atom(Prefilter::Kind kind, Comparison op) {
    Prefilter made;
    made.kind = kind;
    made.op = op;
    return made;
}

Prefilter constant(bool everything) {
    return atom(everything ? Prefilter::Kind::Everything : Prefilter::Kind::Nothing, Comparison::Equal);
}

Prefilter textAtom(Prefilter::Kind kind, const FilterTest &test) {
    Prefilter made = atom(kind, test.op);
    made.text = test.literal.text;
    return made;
}

Prefilter numberAtom(Prefilter::Kind kind, Comparison op, std::int64_t number) {
    Prefilter made = atom(kind, op);
    made.number = number;
    return made;
}

/// The greatest 64-bit number that is not above `token`, or nothing. By bisection: exact for every token.
std::optional<std::int64_t> floorOf(const std::string &token) {
    using Limits = std::numeric_limits<std::int64_t>;
    const auto fits = [&](std::int64_t n) { return compareNumbers(std::to_string(n), token) <= 0; };
    if (!fits(Limits::min())) return std::nullopt;
    std::int64_t low = Limits::min(), high = Limits::max();
    while (low < high) {
        // The upper middle of the two, without overflow.
        const auto width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
        const auto half = width / 2 + width % 2;
        const auto middle = static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + half);
        if (fits(middle)) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

/// Header numbers are whole, literals need not be: "version > 2.5" is "version > 2".
Prefilter wholeAtom(Prefilter::Kind kind, Comparison op, const std::string &token) {
    if (const auto whole = wholeNumber(token)) return numberAtom(kind, op, *whole);
    const auto floor = floorOf(token);
    switch (op) {
    case Comparison::Less:
    case Comparison::LessEqual:
        return floor ? numberAtom(kind, Comparison::LessEqual, *floor) : constant(false);
    case Comparison::Greater:
    case Comparison::GreaterEqual:
        return floor ? numberAtom(kind, Comparison::Greater, *floor) : constant(true);
    default:
        return constant(op == Comparison::NotEqual);
    }
}

Prefilter positionAtom(const FilterTest &test) {
    Prefilter made = atom(Prefilter::Kind::PositionIs, test.op);
    made.position = parsePosition(test.literal.text).value_or(kBeforeAll);
    return made;
}

/// A time compares as the span that was written: == is within it, <= before its end.
Prefilter timeAtom(Prefilter::Kind kind, Comparison op, const TimeSpan &span) {
    const auto bound = [&](Comparison edge, Time time) { return numberAtom(kind, edge, toUs(time)); };
    switch (op) {
    case Comparison::Less:
        return bound(Comparison::Less, span.from);
    case Comparison::LessEqual:
        return bound(Comparison::Less, span.to);
    case Comparison::Greater:
        return bound(Comparison::GreaterEqual, span.to);
    case Comparison::GreaterEqual:
        return bound(Comparison::GreaterEqual, span.from);
    case Comparison::NotEqual:
        return Prefilter::any({bound(Comparison::Less, span.from), bound(Comparison::GreaterEqual, span.to)});
    default:
        break;
    }
    return Prefilter::all({bound(Comparison::GreaterEqual, span.from), bound(Comparison::Less, span.to)});
}

Prefilter existence(FilterField field) {
    if (field != FilterField::ValidTime) return constant(true);
    return numberAtom(Prefilter::Kind::ValidAt, Comparison::GreaterEqual, std::numeric_limits<std::int64_t>::min());
}

} // namespace

std::optional<Prefilter> headerAtom(const FilterTest &test) {
    const auto field = test.path.field;
    if (kindOf(field) == FieldKind::Document || test.regex) return std::nullopt;
    if (test.exists) return existence(field);
    switch (field) {
    case FilterField::Type:
        return textAtom(Prefilter::Kind::Type, test);
    case FilterField::Stream:
        return textAtom(Prefilter::Kind::Stream, test);
    case FilterField::Category:
        return textAtom(Prefilter::Kind::Category, test);
    case FilterField::Version:
        return wholeAtom(Prefilter::Kind::Version, test.op, test.literal.text);
    case FilterField::SchemaVersion:
        return wholeAtom(Prefilter::Kind::SchemaVersion, test.op, test.literal.text);
    case FilterField::Position:
        return positionAtom(test);
    case FilterField::RecordedTime:
        return timeAtom(Prefilter::Kind::RecordedAt, test.op, test.literal.span);
    case FilterField::ValidTime:
        return timeAtom(Prefilter::Kind::ValidAt, test.op, test.literal.span);
    case FilterField::Id:
        if (test.op != Comparison::Equal && test.op != Comparison::NotEqual) return std::nullopt;
        return textAtom(Prefilter::Kind::EventIdIs, test);
    default:
        return std::nullopt;
    }
}

} // namespace eventscope
