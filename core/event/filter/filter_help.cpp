// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter_help.h"

namespace eventscope {

const std::vector<FilterExample> &filterExamples() {
    static const std::vector<FilterExample> kExamples{
        {"type == \"OrderPlaced\" && data.totalAmount > 100", "a field of the event and one of its payload"},
        {"stream ~ \"order-*\"", "a glob: * any run, ? one character, [a-c] one of a range"},
        {"type =~ \"^Order(Placed|Shipped)$\"", "a regular expression (RE2), found anywhere"},
        {"category == \"account\" && version <= 10", "category is the stream's name up to its first hyphen"},
        {"time >= 2026-03-01", "recorded times; without an offset they are UTC"},
        {"time in 2026-03", "a span: a year, a month, a day, a minute; or 2026-03..2026-05"},
        {"data.items[*].sku == \"A1\"", "any element of an array; [0] is the first"},
        {"meta.correlationId == \"...\"", "a field of the metadata"},
        {"exists data.email", "the field is there, whatever its value"},
        {"!(type == \"UserRegistered\") || schemaVersion >= 2", "!, &&, || and parentheses; also not, and, or"},
        {"state.balance < 0", "of the folded state, where there is one (intervals)"},
        {"state.items.length > 3", "how many elements, members or characters"},
    };
    return kExamples;
}

const std::vector<std::string> &filterNotes() {
    static const std::vector<std::string> kNotes{
        "Names: type, stream, category, version, position, id, schemaVersion, time, validTime, data, meta, state.",
        "Operators: ==, !=, <, <=, >, >=, ~ (glob), =~ (regular expression), in (a span of time), exists.",
        "Values: \"text\", numbers, true, false, null, and times such as 2026-03-01 or 2026-03-01T12:00:03Z.",
        "A comparison on a missing field, or between different kinds, is false. Numbers compare exactly.",
        "Errors name the column and what was expected there.",
    };
    return kNotes;
}

} // namespace eventscope
