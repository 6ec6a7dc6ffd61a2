// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/sql_prefilter.h"

#include "core/base/fixed_bytes.h"
#include "core/event/filter/prefilter_match.h"

#include <span>

namespace eventscope {

namespace {

class Compiler final : public PrefilterSql {
  public:
    explicit Compiler(ReadSession &session) : PrefilterSql("1", "0"), m_session(session) {}

    [[nodiscard]] std::vector<SqlCondition::Parameter> takeParameters() { return std::move(m_parameters); }

  private:
    [[nodiscard]] Result<std::string> atom(const Prefilter &atom) override;
    [[nodiscard]] Result<std::string> typesWhere(const Prefilter &atom);
    [[nodiscard]] std::string parameter(std::string bytes, bool blob = false);
    [[nodiscard]] std::string textTest(const std::string &column, const Prefilter &atom);
    [[nodiscard]] std::string categoryTest(const Prefilter &atom);
    [[nodiscard]] std::string idTest(const Prefilter &atom);
    [[nodiscard]] std::string payloadTest(const std::string &column, const Prefilter &atom);

    ReadSession &m_session;
    std::vector<SqlCondition::Parameter> m_parameters;
};

std::string Compiler::parameter(std::string bytes, bool blob) {
    m_parameters.push_back({std::move(bytes), blob});
    return "?" + std::to_string(SqlCondition::kFirstParameter + static_cast<int>(m_parameters.size()) - 1);
}

std::string Compiler::textTest(const std::string &column, const Prefilter &atom) {
    if (atom.op == Comparison::Glob) return "es_glob(" + column + ", " + parameter(atom.text) + ")";
    return column + operatorOf(atom.op) + parameter(atom.text);
}

std::string Compiler::categoryTest(const Prefilter &atom) {
    std::string test = textTest("stream_type", atom);
    if (atom.op == Comparison::Equal) {
        // "order" and "order-..." lie in one range of the index on names: '.' is the character behind '-'.
        test += " AND stream_id >= " + parameter(atom.text) + " AND stream_id < " + parameter(atom.text + ".");
    }
    return test;
}

std::string Compiler::idTest(const Prefilter &atom) {
    const auto id = parseEventId(atom.text);
    const bool wantsEqual = atom.op == Comparison::Equal;
    if (!id || toString(*id) != atom.text) return wantsEqual ? never() : always();
    return "event_id" + operatorOf(atom.op) + parameter(std::string(viewOf(*id)), true);
}

std::string Compiler::payloadTest(const std::string &column, const Prefilter &atom) {
    return "(" + column + "_encoding <> 'json' OR es_may_contain(" + column + ", " + parameter(atom.text) + "))";
}

Result<std::string> Compiler::typesWhere(const Prefilter &atom) {
    ES_ASSIGN(types, m_session.statement("SELECT type_no, event_type, schema_version FROM event_types"));
    const SqliteResetGuard guard(*types);
    std::string list;
    for (;;) {
        ES_ASSIGN(row, types->step());
        if (!row) break;
        const bool wanted = atom.kind == Prefilter::Kind::Type
                                ? textHolds(atom.op, types->bytes(1), atom.text)
                                : holds(atom.op, static_cast<int>(types->number(2)) <=> atom.number);
        if (!wanted) continue;
        if (!list.empty()) list += ',';
        list += std::to_string(types->number(0));
    }
    return list.empty() ? never() : "type_no IN (" + list + ")";
}

Result<std::string> Compiler::atom(const Prefilter &atom) {
    const auto streamsWhere = [](const std::string &test) {
        return "stream_no IN (SELECT stream_no FROM streams WHERE " + test + ")";
    };
    using Kind = Prefilter::Kind;
    switch (atom.kind) {
    case Kind::Type:
    case Kind::SchemaVersion:
        return typesWhere(atom);
    case Kind::Stream:
        return streamsWhere(textTest("stream_id", atom));
    case Kind::Category:
        return streamsWhere(categoryTest(atom));
    case Kind::EventIdIs:
        return idTest(atom);
    case Kind::Version:
        return numberTest("version", atom);
    case Kind::PositionIs:
        return positionTest("global_position", atom);
    case Kind::RecordedAt:
        return numberTest("recorded_at", atom);
    // Without NULL in it, so that NOT makes true of false.
    case Kind::ValidAt:
        return "(valid_at IS NOT NULL AND " + numberTest("valid_at", atom) + ")";
    case Kind::DataContains:
        return payloadTest("data", atom);
    case Kind::MetadataContains:
        return payloadTest("metadata", atom);
    default:
        return always();
    }
}

} // namespace

void SqlCondition::bindTo(SqliteStatement &statement) const {
    int number = kFirstParameter;
    for (const Parameter &parameter : parameters) {
        if (parameter.blob) {
            statement.bindBlob(number++, std::as_bytes(std::span(parameter.bytes)));
        } else {
            statement.bindText(number++, parameter.bytes);
        }
    }
}

Result<SqlCondition> compile(const Prefilter &prefilter, ReadSession &session) {
    Compiler compiler(session);
    ES_ASSIGN(sql, compiler.compile(prefilter));
    return SqlCondition{std::move(sql), compiler.takeParameters()};
}

} // namespace eventscope
