// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_prefilter.h"

#include "core/event/filter/prefilter_match.h"
#include "core/store/pg/pg_cells.h"
#include "core/store/pg/pg_prefilter_sql.h"

namespace eventscope {

namespace {

class Compiler final : public PgPrefilterSql {
  public:
    explicit Compiler(const MappedTable &table) : m_table(table) {}

  private:
    [[nodiscard]] Result<std::string> atom(const Prefilter &atom) override;
    [[nodiscard]] std::string streamTest(const Prefilter &atom) const;
    [[nodiscard]] std::string placeTest(const Prefilter &atom) const;
    [[nodiscard]] static std::string payloadTest(const MappedPayload &payload, const Prefilter &atom);

    const MappedTable &m_table;
};

std::string Compiler::streamTest(const Prefilter &atom) const {
    if (atom.op == Comparison::Equal && isPgText(atom.text)) return "(" + m_table.streamIs(atom.text) + ")";
    return textTest(m_table.stream, atom);
}

std::string Compiler::placeTest(const Prefilter &atom) const {
    if (m_table.order == OrderKind::Holes) return positionTest(m_table.keys[0], atom);
    return m_table.compare(operatorOf(atom.op), atom.position);
}

// An event without a payload reads as an empty one.
std::string Compiler::payloadTest(const MappedPayload &payload, const Prefilter &atom) {
    if (payload.column.empty()) return atom.text.empty() ? kAlways : kNever;
    const auto test = containsTest("coalesce(" + payload.column + "::text, '')", atom);
    return test ? "(" + *test + ")" : kAlways;
}

Result<std::string> Compiler::atom(const Prefilter &atom) {
    using Kind = Prefilter::Kind;
    switch (atom.kind) {
    case Kind::Type:
        return textTest(m_table.type, atom);
    case Kind::SchemaVersion:
        return holds(atom.op, 1 <=> atom.number) ? always() : never();
    case Kind::Stream:
        return streamTest(atom);
    case Kind::Category:
        return textTest(m_table.category(), atom);
    case Kind::EventIdIs:
        return idTest(m_table.id, atom);
    case Kind::Version:
        return numberTest(m_table.version, atom);
    case Kind::PositionIs:
        return placeTest(atom);
    case Kind::RecordedAt:
        return timeTest(m_table.time, m_table.timeType, atom);
    case Kind::ValidAt:
        return never();
    case Kind::DataContains:
        return payloadTest(m_table.data, atom);
    case Kind::MetadataContains:
        return payloadTest(m_table.metadata, atom);
    default:
        return always();
    }
}

} // namespace

Result<std::string> mappedCondition(const MappedTable &table, const Prefilter &prefilter) {
    return Compiler(table).compile(prefilter);
}

} // namespace eventscope
