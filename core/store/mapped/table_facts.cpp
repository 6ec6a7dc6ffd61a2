// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/table_facts.h"

#include "core/store/pg/pg_cells.h"

#include <algorithm>

namespace eventscope {

namespace {

Result<std::vector<TableFacts::Index>> indexesOf(PgSnapshot &snapshot, const Relation &relation,
                                                 const JobControl &job) {
    constexpr const char *kSql =
        "SELECT i.indexrelid::bigint, i.indisunique, coalesce(a.attname::text, '') FROM pg_catalog.pg_index i "
        "CROSS JOIN LATERAL generate_series(0, i.indnkeyatts - 1) AS k "
        "LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k] AND a.attnum > 0 "
        "WHERE i.indrelid = $1::regclass AND i.indisvalid AND i.indpred IS NULL ORDER BY i.indexrelid, k";
    ES_ASSIGN(found, snapshot.query(kSql, PgParameters().text(relation.quotedName()), job));
    std::vector<TableFacts::Index> indexes;
    std::int64_t last = 0;
    for (std::size_t row = 0; row < found.rows(); ++row) {
        PgCells cells(found, row);
        const std::int64_t index = cells.number();
        const bool isUnique = cells.flag();
        if (index != last) indexes.push_back({isUnique, {}});
        indexes.back().columns.push_back(cells.text());
        if (cells.failed()) return fail(*cells.failed());
        last = index;
    }
    return indexes;
}

// A default's expression depends on its sequence; the sequence of an identity column depends on the column.
Result<std::optional<TableFacts::Sequence>> sequenceOf(PgSnapshot &snapshot, const Relation &relation,
                                                       const std::string &column, const JobControl &job) {
    constexpr const char *kSql =
        "SELECT s.seqstart, s.seqincrement, s.seqcache FROM pg_catalog.pg_sequence s WHERE s.seqrelid IN ("
        "SELECT p.refobjid FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND "
        "a.attnum = d.adnum JOIN pg_catalog.pg_depend p ON p.classid = 'pg_catalog.pg_attrdef'::regclass AND "
        "p.objid = d.oid AND p.refclassid = 'pg_catalog.pg_class'::regclass "
        "WHERE d.adrelid = $1::regclass AND a.attname = $2 "
        "UNION SELECT p.objid FROM pg_catalog.pg_depend p JOIN pg_catalog.pg_attribute a ON a.attrelid = p.refobjid "
        "AND a.attnum = p.refobjsubid WHERE p.classid = 'pg_catalog.pg_class'::regclass AND p.deptype = 'i' "
        "AND p.refclassid = 'pg_catalog.pg_class'::regclass AND p.refobjid = $1::regclass AND a.attname = $2)";
    ES_ASSIGN(found, snapshot.query(kSql, PgParameters().text(relation.quotedName()).text(column), job));
    if (found.rows() != 1) return std::optional<TableFacts::Sequence>();
    PgCells cells(found, 0);
    TableFacts::Sequence sequence;
    sequence.start = cells.number();
    sequence.increment = cells.number();
    sequence.cache = cells.number();
    if (cells.failed()) return fail(*cells.failed());
    return std::optional(sequence);
}

Result<std::vector<TableFacts::ColumnFacts>> columnsOf(PgSnapshot &snapshot, const Relation &relation,
                                                       const JobControl &job) {
    constexpr const char *kSql =
        "SELECT a.attname::text, a.attnotnull OR t.typnotnull, "
        "a.atthasdef OR t.typdefault IS NOT NULL OR a.attidentity <> '', a.attgenerated <> '' OR a.attidentity = 'a', "
        "has_column_privilege(a.attrelid, a.attnum, 'INSERT') FROM pg_catalog.pg_attribute a "
        "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
        "WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";
    ES_ASSIGN(found, snapshot.query(kSql, PgParameters().text(relation.quotedName()), job));
    return pgEntriesOf<TableFacts::ColumnFacts>(found, [](PgCells &row) {
        TableFacts::ColumnFacts column;
        column.name = row.text();
        column.mustHaveValue = row.flag();
        column.hasDefault = row.flag();
        column.isComputed = row.flag();
        column.mayInsert = row.flag();
        return column;
    });
}

} // namespace

bool TableFacts::areUnique(const std::vector<std::string> &names) const {
    const auto isAmong = [&](const std::string &column) { return std::ranges::find(names, column) != names.end(); };
    return std::ranges::any_of(
        indexes, [&](const Index &index) { return index.isUnique && std::ranges::all_of(index.columns, isAmong); });
}

bool TableFacts::isIndexed(const std::string &leadingColumn) const {
    return std::ranges::any_of(indexes, [&](const Index &index) { return index.columns.front() == leadingColumn; });
}

Result<TableFacts> factsOf(PgSnapshot &snapshot, const Relation &relation, const std::string &position,
                           const JobControl &job) {
    TableFacts facts;
    ES_ASSIGN(indexes, indexesOf(snapshot, relation, job));
    facts.indexes = std::move(indexes);
    ES_ASSIGN(columns, columnsOf(snapshot, relation, job));
    facts.columns = std::move(columns);
    if (position.empty()) return facts;
    ES_ASSIGN(sequence, sequenceOf(snapshot, relation, position, job));
    facts.sequence = sequence;
    return facts;
}

} // namespace eventscope
