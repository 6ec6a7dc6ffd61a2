// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/prefilter_sql.h"

#include "core/event/filter/prefilter_match.h"

namespace eventscope {

std::string PrefilterSql::operatorOf(Comparison op) {
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

std::string PrefilterSql::literal(std::int64_t number) {
    return number == INT64_MIN ? "(-9223372036854775807 - 1)" : std::to_string(number);
}

std::string PrefilterSql::numberTest(const std::string &column, const Prefilter &atom) {
    return column + operatorOf(atom.op) + literal(atom.number);
}

std::string PrefilterSql::positionTest(const std::string &column, const Prefilter &atom) const {
    const bool beyondAll = atom.position.major > 0 || atom.position.minor > std::uint64_t{INT64_MAX};
    if (beyondAll) return holds(atom.op, 0 <=> 1) ? m_always : m_never;
    return column + operatorOf(atom.op) + std::to_string(atom.position.minor);
}

// Halves, not a chain: SQLite limits the depth of an expression to 1,000.
Result<std::string> PrefilterSql::join(std::span<const Prefilter> parts, const char *word, const std::string &none) {
    if (parts.empty()) return none;
    if (parts.size() == 1) return compile(parts.front());
    ES_ASSIGN(left, join(parts.first(parts.size() / 2), word, none));
    ES_ASSIGN(right, join(parts.subspan(parts.size() / 2), word, none));
    return "(" + left + word + right + ")";
}

Result<std::string> PrefilterSql::compile(const Prefilter &prefilter) {
    using Kind = Prefilter::Kind;
    switch (prefilter.kind) {
    case Kind::Everything:
        return m_always;
    case Kind::Nothing:
        return m_never;
    case Kind::And:
        return join(prefilter.children, " AND ", m_always);
    case Kind::Or:
        return join(prefilter.children, " OR ", m_never);
    case Kind::Not:
        return compile(prefilter.children.front()).map([](const std::string &test) { return "NOT (" + test + ")"; });
    default:
        return atom(prefilter);
    }
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
