// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/sql_prefilter.h"

#include "core/event/filter/prefilter_match.h"

#include <span>

namespace eventscope {

namespace {

std::string operatorOf(Comparison op) {
    switch (op) {
    case Comparison::Equal:
        return " = ";
    case Comparison::NotEqual:
        return " <> ";
    case Comparison::Less:
        return " < ";
    case Comparison::LessEqual:
        return " <= ";
    case Comparison::Greater:
        return " > ";
    case Comparison::GreaterEqual:
        return " >= ";
    case Comparison::Glob:
        break;
    }
    return " = ";
}

/// SQL has no literal for the smallest number, since it would read it as minus of one too large.
std::string literal(std::int64_t number) {
    return number == INT64_MIN ? "(-9223372036854775807 - 1)" : std::to_string(number);
}

class Compiler {
  public:
    explicit Compiler(ReadSession &session) : m_session(session) {}

    [[nodiscard]] Result<std::string> compile(const Prefilter &prefilter);
    [[nodiscard]] std::vector<SqlCondition::Parameter> takeParameters() { return std::move(m_parameters); }

  private:
    [[nodiscard]] Result<std::string> join(std::span<const Prefilter> parts, const char *word, const char *none);
    [[nodiscard]] Result<std::string> typesWhere(const Prefilter &atom);
    [[nodiscard]] std::string parameter(std::string bytes, bool blob = false);
    [[nodiscard]] std::string textTest(const std::string &column, const Prefilter &atom);
    [[nodiscard]] std::string categoryTest(const Prefilter &atom);
    [[nodiscard]] std::string idTest(const Prefilter &atom);
    [[nodiscard]] std::string payloadTest(const std::string &column, const Prefilter &atom);

    ReadSession &m_session;
    std::vector<SqlCondition::Parameter> m_parameters;
};

// Halves, not a chain: SQLite limits the depth of an expression to 1,000.
Result<std::string> Compiler::join(std::span<const Prefilter> parts, const char *word, const char *none) {
    if (parts.empty()) return std::string(none);
    if (parts.size() == 1) return compile(parts.front());
    ES_ASSIGN(left, join(parts.first(parts.size() / 2), word, none));
    ES_ASSIGN(right, join(parts.subspan(parts.size() / 2), word, none));
    return "(" + left + word + right + ")";
}

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
    if (!id || toString(*id) != atom.text) return wantsEqual ? "0" : "1";
    const std::string bytes(reinterpret_cast<const char *>(id->bytes.data()), id->bytes.size());
    return "event_id" + operatorOf(atom.op) + parameter(bytes, true);
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
    return list.empty() ? "0" : "type_no IN (" + list + ")";
}

std::string positionTest(const Prefilter &atom) {
    // Our positions are {0, n} with n below 2^63.
    const bool beyondAll = atom.position.major > 0 || atom.position.minor > std::uint64_t{INT64_MAX};
    if (beyondAll) return holds(atom.op, 0 <=> 1) ? "1" : "0";
    return "global_position" + operatorOf(atom.op) + std::to_string(atom.position.minor);
}

Result<std::string> Compiler::compile(const Prefilter &prefilter) {
    const auto numberTest = [&](const char *column) {
        return column + operatorOf(prefilter.op) + literal(prefilter.number);
    };
    const auto streamsWhere = [](const std::string &test) {
        return "stream_no IN (SELECT stream_no FROM streams WHERE " + test + ")";
    };
    using Kind = Prefilter::Kind;
    switch (prefilter.kind) {
    case Kind::Everything:
        return "1";
    case Kind::Nothing:
        return "0";
    case Kind::And:
        return join(prefilter.children, " AND ", "1");
    case Kind::Or:
        return join(prefilter.children, " OR ", "0");
    case Kind::Not:
        return compile(prefilter.children.front()).map([](const std::string &test) { return "NOT (" + test + ")"; });
    case Kind::Type:
    case Kind::SchemaVersion:
        return typesWhere(prefilter);
    case Kind::Stream:
        return streamsWhere(textTest("stream_id", prefilter));
    case Kind::Category:
        return streamsWhere(categoryTest(prefilter));
    case Kind::EventIdIs:
        return idTest(prefilter);
    case Kind::Version:
        return numberTest("version");
    case Kind::PositionIs:
        return positionTest(prefilter);
    case Kind::RecordedAt:
        return numberTest("recorded_at");
    // Without NULL in it, so that NOT makes true of false.
    case Kind::ValidAt:
        return "(valid_at IS NOT NULL AND " + numberTest("valid_at") + ")";
    case Kind::DataContains:
        return payloadTest("data", prefilter);
    case Kind::MetadataContains:
        return payloadTest("metadata", prefilter);
    }
    return "1";
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

const Prefilter *requiredAtom(const Prefilter &prefilter, Prefilter::Kind kind) {
    if (prefilter.kind == kind && prefilter.op == Comparison::Equal) return &prefilter;
    if (prefilter.kind != Prefilter::Kind::And) return nullptr;
    for (const Prefilter &child : prefilter.children) {
        if (const Prefilter *found = requiredAtom(child, kind)) return found;
    }
    return nullptr;
}

} // namespace eventscope
