// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_catalogue.h"

#include "core/store/pg/pg_cells.h"
#include "core/store/pg/pg_prefilter_sql.h"

namespace eventscope {

namespace {

std::string asOf(const MappedTable &table, const CatalogueQuery &query) {
    return query.until == kEnd ? table.isEvent : table.isEvent + " AND " + table.compare(" <= ", query.until);
}

std::string groupSql(const MappedTable &table, const std::string &columns, const std::string &where,
                     const std::string &groups) {
    return "SELECT " + columns + " FROM " + table.name + " WHERE " + where + " GROUP BY " + groups + " ORDER BY " +
           groups + " LIMIT $1";
}

Result<std::vector<StreamEntry>> streams(PgSnapshot &snapshot, const MappedTable &table, const CatalogueQuery &query,
                                         const JobControl &job) {
    std::string where = asOf(table, query) + " AND " + table.stream + " > $2";
    PgParameters values;
    values.number(pgLimitOf(query)).text(query.afterStream);
    if (query.category) {
        where += " AND " + table.category() + " = $3";
        values.text(*query.category);
    }
    if (!query.glob.empty()) where += " AND " + pgGlobTest(table.stream, query.glob);
    const std::string &last = table.keys.back();
    const bool byClock = table.order == OrderKind::Clock;
    const std::string columns =
        table.stream + ", max(" + table.version + ")::bigint, count(*), min(" + table.time + "), max(" + table.time +
        "), " +
        (byClock ? "(array_agg(" + last + " ORDER BY " + table.time + " DESC, " + last + " DESC))[1]"
                 : "max(" + last + ")::bigint");
    ES_ASSIGN(found, snapshot.query(groupSql(table, columns, where, "1"), values, job));
    return pgEntriesOf<StreamEntry>(found, [&](PgCells &row) {
        StreamEntry entry;
        entry.stream = row.text();
        entry.version = {row.number()};
        entry.events = row.count();
        entry.first = row.time();
        entry.last = row.time();
        const std::int64_t key = row.number();
        entry.lastPosition =
            table.positionOf(byClock ? MappedTable::Keys{toUs(entry.last), key} : MappedTable::Keys{key});
        return entry;
    });
}

Result<std::vector<CategoryEntry>> categories(PgSnapshot &snapshot, const MappedTable &table,
                                              const CatalogueQuery &query, const JobControl &job) {
    const std::string columns = table.category() + ", count(DISTINCT " + table.stream + "), count(*)";
    ES_ASSIGN(found, snapshot.query(groupSql(table, columns, asOf(table, query), "1"),
                                    PgParameters().number(pgLimitOf(query)), job));
    return pgEntriesOf<CategoryEntry>(found, [](PgCells &row) {
        CategoryEntry entry;
        entry.category = row.text();
        entry.streams = row.count();
        entry.events = row.count();
        return entry;
    });
}

Result<std::vector<TypeEntry>> types(PgSnapshot &snapshot, const MappedTable &table, const CatalogueQuery &query,
                                     const JobControl &job) {
    const std::string columns = table.type + ", count(*), min(" + table.time + "), max(" + table.time + ")";
    ES_ASSIGN(found, snapshot.query(groupSql(table, columns, asOf(table, query), "1"),
                                    PgParameters().number(pgLimitOf(query)), job));
    return pgEntriesOf<TypeEntry>(found, [](PgCells &row) {
        TypeEntry entry;
        entry.type = row.text();
        entry.events = row.count();
        entry.first = row.time();
        entry.last = row.time();
        return entry;
    });
}

} // namespace

Result<Catalogue> mappedCatalogue(PgReadSession &session, const MappedTable &table, const CatalogueQuery &query,
                                  const JobControl &job) {
    Catalogue catalogue;
    if ((query.category && !isPgText(*query.category)) || !isPgText(query.afterStream)) return catalogue;
    ES_ASSIGN(snapshot, session.snapshot(job));
    switch (query.what) {
    case CatalogueQuery::What::Streams: {
        ES_ASSIGN(found, streams(snapshot, table, query, job));
        catalogue.streams = std::move(found);
        catalogue.complete = pgCutTo(query.rowsMax, catalogue.streams);
        break;
    }
    case CatalogueQuery::What::Categories: {
        ES_ASSIGN(found, categories(snapshot, table, query, job));
        catalogue.categories = std::move(found);
        catalogue.complete = pgCutTo(query.rowsMax, catalogue.categories);
        break;
    }
    case CatalogueQuery::What::Types: {
        ES_ASSIGN(found, types(snapshot, table, query, job));
        catalogue.types = std::move(found);
        catalogue.complete = pgCutTo(query.rowsMax, catalogue.types);
        break;
    }
    }
    return catalogue;
}

Result<SnapshotList> mappedSnapshots(PgReadSession &session, const MappedTable &table, const StreamId &stream,
                                     const JobControl &job) {
    if (!table.snapshots || !isPgText(stream.value)) return SnapshotList();
    const MappedTable::Snapshots &from = *table.snapshots;
    ES_ASSIGN(snapshot, session.snapshot(job));
    ES_ASSIGN(found, snapshot.query("SELECT " + from.stream + ", " + from.version + ", " + from.state + ", " +
                                        (from.time.empty() ? "NULL" : from.time) + " FROM " + from.name +
                                        " WHERE $1 = '' OR " + from.stream + " = $1 ORDER BY 1, 2",
                                    PgParameters().text(stream.value), job));
    return pgEntriesOf<Snapshot>(found, [](PgCells &row) {
        Snapshot entry;
        entry.stream.value = row.text();
        entry.version = {row.number()};
        entry.state = row.text();
        if (!row.skipNull()) entry.takenAt = row.time();
        return entry;
    });
}

} // namespace eventscope
