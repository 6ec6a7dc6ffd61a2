// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/event/filter/prefilter.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace re2 {
class RE2;
}

namespace eventscope {

/// The first name of a path.
enum class FilterField : std::uint8_t {
    Type,
    Stream,
    Category,
    Version,
    Position,
    Id,
    SchemaVersion,
    RecordedTime,
    ValidTime,
    Data,
    Metadata,
    State,
};

/// What a field's values are, and so which operators and literals go with it.
enum class FieldKind : std::uint8_t { Text, Whole, Position, Moment, Document };
[[nodiscard]] constexpr FieldKind kindOf(FilterField field) {
    switch (field) {
    case FilterField::Version:
    case FilterField::SchemaVersion:
        return FieldKind::Whole;
    case FilterField::Position:
        return FieldKind::Position;
    case FilterField::RecordedTime:
    case FilterField::ValidTime:
        return FieldKind::Moment;
    case FilterField::Data:
    case FilterField::Metadata:
    case FilterField::State:
        return FieldKind::Document;
    default:
        return FieldKind::Text;
    }
}

struct FilterStep {
    enum class Kind : std::uint8_t { Member, Index, AnyElement, Length };
    Kind kind = Kind::Member;
    std::string key;       ///< Member; for Length "length", since a member of that name comes first
    std::size_t index = 0; ///< Index
};

struct FilterPath {
    FilterField field = FilterField::Type;
    std::vector<FilterStep> steps; ///< Document fields only
};

struct FilterLiteral {
    enum class Kind : std::uint8_t { Text, Number, Boolean, Null, Span };
    Kind kind = Kind::Null;
    std::string text; ///< of Text unescaped, of Number the token
    bool truth = false;
    TimeSpan span;
};

/// One test of a path: that there is something (`exists`), a regular expression, or a comparison with a literal.
struct FilterTest {
    FilterPath path;
    bool exists = false;
    Comparison op = Comparison::Equal;
    FilterLiteral literal;
    std::shared_ptr<const re2::RE2> regex; ///< of =~
    std::optional<Prefilter> exact;        ///< the whole test as header atoms, where they can say it
};

struct FilterNode {
    enum class Kind : std::uint8_t { True, False, And, Or, Not, Test };
    Kind kind = Kind::True;
    std::vector<FilterNode> children;
    FilterTest test;
};

} // namespace eventscope
