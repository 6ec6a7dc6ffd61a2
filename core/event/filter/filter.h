// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/event/event_batch.h"
#include "core/event/filter/prefilter.h"
#include "core/json/json.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What a filter is evaluated over: one event as a reader sees it, and perhaps a state. Payloads are asked for only
/// when the expression needs them.
class FilterSubject {
  public:
    virtual ~FilterSubject() = default;
    [[nodiscard]] virtual EventView event() const = 0;
    /// After upcasting; the stored ones unless overridden.
    [[nodiscard]] virtual std::string_view type() const { return event().type(); }
    [[nodiscard]] virtual int schemaVersion() const { return event().schemaVersion(); }
    /// Nothing when the payload is not JSON.
    [[nodiscard]] virtual const Json *data() const = 0;
    [[nodiscard]] virtual const Json *metadata() const = 0;
    /// Nothing where there is no state (in a log filter).
    [[nodiscard]] virtual const Json *state() const { return nullptr; }
};

/// Which names an expression may use.
enum class FilterScope : std::uint8_t {
    Log,   ///< event fields, data, meta
    State, ///< these and `state`
};

/// One expression of the filter language (`eventscope-cli help filter`, man page section FILTERS):
///
///     expr    := or ; or := and ("||" and)* ; and := unary ("&&" unary)* ; unary := "!" unary | "(" or ")" | test
///     test    := "exists" path | path op literal | "time" "in" span | "true" | "false"
///     path    := name ("." name | "[" index "]" | "[*]" | "[" string "]")*
///     name    := type stream category version position id schemaVersion time validTime data meta state
///     op      := == != < <= > >= ~ (glob) =~ (regular expression, RE2 syntax, found anywhere)
///     literal := "string" | number | true | false | null | a time (2026-03-01, 2026-03-01T12:00:03Z)
///
/// `and`, `or`, `not` are taken for &&, ||, !. `.length` of an array, object or string is its size (characters of a
/// string), unless the object has a member of that name. `[*]` means "any element" of an array.
/// `time in 2026-03` and `time in 2026-03..2026-05` (both ends included) are spans; `time == 2026-03-04` is that day,
/// `<` means before it, `<=` before its end. Against a time a string in a payload is read as one.
/// A comparison on a missing field, or between different kinds, is false; `!` turns false into true. `== null` and
/// `!= null` ask for a value that is there whether it is null. Numbers compare exactly, texts by their bytes; header
/// fields take only literals of their own kind. At most 64 KiB, 100 levels of parentheses and negations.
/// A value that is not clear (see protectedState()) compares as missing, but `exists` holds.
/// Immutable, cheap to copy, any thread.
class Filter {
  public:
    /// Matches everything.
    Filter();
    /// An empty or blank text matches everything. Errors: Invalid; message "column 12: expected ..., found ...", and
    /// the bare column (from 1, in characters) in `detail`.
    [[nodiscard]] static Result<Filter> parse(std::string_view text, FilterScope scope = FilterScope::Log);

    [[nodiscard]] const std::string &text() const;
    [[nodiscard]] bool matchesEverything() const;
    /// The deciding answer.
    [[nodiscard]] bool matches(const FilterSubject &subject) const;
    /// A superset of the filter over stored events; parts on `state` become Everything.
    [[nodiscard]] const Prefilter &prefilter() const;
    /// True when prefilter() alone decides (no payload and no state is looked at).
    [[nodiscard]] bool isHeaderOnly() const;
    /// The columns that matches() needs of a stored event.
    [[nodiscard]] Fields fields() const;

    struct Expression;

  private:
    explicit Filter(std::shared_ptr<const Expression> root);
    std::shared_ptr<const Expression> m_root;
};

/// What could stand at a place of a half-written filter, for completion.
struct FilterExpectation {
    enum class Kind : std::uint8_t { Field, Operator, TypeName, StreamName, Value, Connective };
    Kind kind = Kind::Field;
    std::size_t from = 0; ///< byte offset where the word begins (its opening quote for a string): replace from here
    std::string word;     ///< what is there already: a path from its first name, a string without its quotes
    std::string path;     ///< for TypeName, StreamName and Value: the path on the left, such as "data.amount"
};
/// Never fails: mistakes further left are passed over. An offset beyond the text means its end.
[[nodiscard]] FilterExpectation expectationAt(std::string_view text, std::size_t byteOffset);

} // namespace eventscope
