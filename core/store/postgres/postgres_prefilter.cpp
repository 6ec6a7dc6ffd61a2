// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_prefilter.h"

#include "core/store/pg/pg_prefilter_sql.h"

namespace eventscope {

namespace {

class Compiler final : public PgPrefilterSql {
    [[nodiscard]] Result<std::string> atom(const Prefilter &atom) override;
    [[nodiscard]] static std::string payloadTest(const std::string &column, const Prefilter &atom);
};

// What is raw may be no JSON.
std::string Compiler::payloadTest(const std::string &column, const Prefilter &atom) {
    const auto test = containsTest(column + "::text", atom);
    return test ? "(" + column + "_raw IS NOT NULL OR " + *test + ")" : kAlways;
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
        return idTest("event_id", atom);
    case Kind::Version:
        return numberTest("version", atom);
    case Kind::PositionIs:
        return positionTest("global_position", atom);
    case Kind::RecordedAt:
        return timeTest("recorded_at", "timestamptz", atom);
    // Without NULL in it, so that NOT makes true of false.
    case Kind::ValidAt:
        return "(valid_at IS NOT NULL AND " + timeTest("valid_at", "timestamptz", atom) + ")";
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

} // namespace eventscope
