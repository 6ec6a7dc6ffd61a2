// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/pg/pg_prefilter_sql.h"

#include "core/base/hash.h"
#include "core/base/time.h"
#include "core/db/postgres/pg_quote.h"
#include "core/event/filter/glob.h"
#include "core/event/filter/prefilter_match.h"
#include "core/event/utf8.h"

#include <span>

namespace eventscope {

std::optional<std::string> PgPrefilterSql::textLiteral(const std::string &text) {
    if (firstInvalidUtf8(text) != std::string::npos) return std::nullopt;
    const auto literal = pgLiteral(text);
    return literal ? std::optional(*literal) : std::nullopt;
}

std::string PgPrefilterSql::textTest(const std::string &column, const Prefilter &atom) {
    if (atom.op == Comparison::Glob) return pgGlobTest(column, atom.text);
    if (const auto literal = textLiteral(atom.text)) return column + operatorOf(atom.op) + *literal;
    // It has its place among the texts of the column all the same.
    return "convert_to(" + column + ", 'UTF8')" + operatorOf(atom.op) + "'\\x" +
           toHex(std::as_bytes(std::span(atom.text))) + "'::bytea";
}

std::string PgPrefilterSql::timeTest(const std::string &column, const std::string &type, const Prefilter &atom) {
    static const std::int64_t kFirstUs = toUs(*parseTime("0001")), kLastUs = toUs(*parseTime("9999-12-31T23:59:59"));
    if (atom.number < kFirstUs) return holds(atom.op, 1 <=> 0) ? kAlways : kNever;
    if (atom.number > kLastUs + 999'999) return holds(atom.op, 0 <=> 1) ? kAlways : kNever;
    return column + operatorOf(atom.op) + "'" + toIso(timeOfUs(atom.number)) + "'::" + type;
}

std::string PgPrefilterSql::idTest(const std::string &column, const Prefilter &atom) {
    const auto id = parseEventId(atom.text);
    if (!id || toString(*id) != atom.text) return atom.op == Comparison::Equal ? kNever : kAlways;
    return column + operatorOf(atom.op) + "'" + atom.text + "'::uuid";
}

std::optional<std::string> PgPrefilterSql::containsTest(const std::string &text, const Prefilter &atom) {
    const auto literal = textLiteral(atom.text);
    if (!literal) return std::nullopt;
    std::string test;
    for (const std::string &part : {*literal, std::string("E'\\\\'"), std::string("'$pii'")})
        test += (test.empty() ? "" : " OR ") + ("strpos(" + text + " COLLATE \"C\", " + part + ") > 0");
    return test;
}

std::string pgGlobTest(const std::string &column, const std::string &pattern) {
    const auto regex = globRegex(pattern);
    if (!regex || firstInvalidUtf8(*regex) != std::string::npos) return "false";
    const auto literal = pgLiteral(*regex);
    return literal ? column + " ~ " + *literal : "false";
}

} // namespace eventscope
