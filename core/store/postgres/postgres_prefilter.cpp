// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_prefilter.h"

#include "core/base/hash.h"
#include "core/base/time.h"
#include "core/db/postgres/pg_quote.h"
#include "core/event/filter/glob.h"
#include "core/event/filter/prefilter_match.h"
#include "core/event/utf8.h"

#include <span>

namespace eventscope {

namespace {

constexpr const char *kAlways = "true";
constexpr const char *kNever = "false";

/// Nothing for a text that no column of the server can hold.
std::optional<std::string> textLiteral(const std::string &text) {
    if (firstInvalidUtf8(text) != std::string::npos) return std::nullopt;
    const auto literal = pgLiteral(text);
    return literal ? std::optional(*literal) : std::nullopt;
}

class Compiler final : public PrefilterSql {
  public:
    Compiler() : PrefilterSql(kAlways, kNever) {}

  private:
    [[nodiscard]] Result<std::string> atom(const Prefilter &atom) override;
    [[nodiscard]] static std::string textTest(const std::string &column, const Prefilter &atom);
    [[nodiscard]] static std::string timeTest(const std::string &column, const Prefilter &atom);
    [[nodiscard]] static std::string idTest(const Prefilter &atom);
    [[nodiscard]] static std::string payloadTest(const std::string &column, const Prefilter &atom);
};

std::string Compiler::textTest(const std::string &column, const Prefilter &atom) {
    if (atom.op == Comparison::Glob) return postgresGlobTest(column, atom.text);
    if (const auto literal = textLiteral(atom.text)) return column + operatorOf(atom.op) + *literal;
    // It has its place among the texts of the column all the same.
    return "convert_to(" + column + ", 'UTF8')" + operatorOf(atom.op) + "'\\x" +
           toHex(std::as_bytes(std::span(atom.text))) + "'::bytea";
}

// Stored times lie in the years 1 to 9999.
std::string Compiler::timeTest(const std::string &column, const Prefilter &atom) {
    static const std::int64_t kFirstUs = toUs(*parseTime("0001")), kLastUs = toUs(*parseTime("9999-12-31T23:59:59"));
    if (atom.number < kFirstUs) return holds(atom.op, 1 <=> 0) ? kAlways : kNever;
    if (atom.number > kLastUs + 999'999) return holds(atom.op, 0 <=> 1) ? kAlways : kNever;
    return column + operatorOf(atom.op) + "'" + toIso(timeOfUs(atom.number)) + "'::timestamptz";
}

std::string Compiler::idTest(const Prefilter &atom) {
    const auto id = parseEventId(atom.text);
    if (!id || toString(*id) != atom.text) return atom.op == Comparison::Equal ? kNever : kAlways;
    return "event_id" + operatorOf(atom.op) + "'" + atom.text + "'::uuid";
}

// See mayContain(); what is raw may be no JSON.
std::string Compiler::payloadTest(const std::string &column, const Prefilter &atom) {
    const auto literal = textLiteral(atom.text);
    if (!literal) return kAlways;
    std::string test = "(" + column + "_raw IS NOT NULL";
    for (const std::string &part : {*literal, std::string("E'\\\\'"), std::string("'$pii'")})
        test += " OR strpos(" + column + "::text COLLATE \"C\", " + part + ") > 0";
    return test + ")";
}

Result<std::string> Compiler::atom(const Prefilter &atom) {
    using Kind = Prefilter::Kind;
    switch (atom.kind) {
    case Kind::Type:
        return textTest("event_type", atom);
    case Kind::SchemaVersion:
        return numberTest("schema_version", atom);
    case Kind::Stream:
        return textTest("stream_id", atom);
    case Kind::Category:
        return textTest("stream_type", atom);
    case Kind::EventIdIs:
        return idTest(atom);
    case Kind::Version:
        return numberTest("version", atom);
    case Kind::PositionIs:
        return positionTest("global_position", atom);
    case Kind::RecordedAt:
        return timeTest("recorded_at", atom);
    // Without NULL in it, so that NOT makes true of false.
    case Kind::ValidAt:
        return "(valid_at IS NOT NULL AND " + timeTest("valid_at", atom) + ")";
    case Kind::DataContains:
        return payloadTest("data", atom);
    case Kind::MetadataContains:
        return payloadTest("metadata", atom);
    default:
        return always();
    }
}

} // namespace

Result<std::string> postgresCondition(const Prefilter &prefilter) { return Compiler().compile(prefilter); }

std::string postgresGlobTest(const std::string &column, const std::string &pattern) {
    const auto regex = globRegex(pattern);
    const auto literal = regex ? textLiteral(*regex) : std::nullopt;
    return literal ? column + " ~ " + *literal : kNever;
}

} // namespace eventscope
