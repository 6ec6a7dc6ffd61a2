// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_catalogue.h"

#include "core/store/pg/pg_cells.h"
#include "core/store/pg/pg_prefilter_sql.h"
#include "core/store/postgres/postgres_walk.h"

namespace eventscope {

namespace {

// A stream whose last event is later than `until` is looked up as it stood then.
std::string streamsSql(const CatalogueQuery &query) {
    std::string sql = "SELECT s.stream_id, t.version, s.first_recorded_at, t.recorded_at, t.global_position "
                      "FROM eventscope.streams s CROSS JOIN LATERAL ("
                      "SELECT s.version, s.last_recorded_at, s.last_position WHERE s.last_position <= $2 "
                      "UNION ALL SELECT e.version, e.recorded_at, e.global_position FROM eventscope.events e "
                      "WHERE s.last_position > $2 AND e.stream_id = s.stream_id "
                      "AND e.version = eventscope.version_at(s.stream_id, $2)"
                      ") AS t (version, recorded_at, global_position) WHERE s.stream_id > $1";
    // Names of a category lie between "order" and "order.": '.' is the character behind '-'.
    if (query.category) sql += " AND s.stream_id >= $4 AND s.stream_id < $4 || '.' AND s.stream_type = $4";
    if (!query.glob.empty()) sql += " AND " + pgGlobTest("s.stream_id", query.glob);
    return sql + " ORDER BY s.stream_id LIMIT $3";
}

Result<std::vector<StreamEntry>> streams(PgSnapshot &snapshot, const CatalogueQuery &query, const JobControl &job) {
    PgParameters values;
    values.text(query.afterStream).number(keyOf(query.until)).number(pgLimitOf(query));
    if (query.category) values.text(*query.category);
    ES_ASSIGN(found, snapshot.query(streamsSql(query), values, job));
    return pgEntriesOf<StreamEntry>(found, [](PgCells &row) {
        StreamEntry entry;
        entry.stream = row.text();
        entry.version = {row.number()};
        entry.events = static_cast<std::uint64_t>(entry.version.value);
        entry.first = row.time();
        entry.last = row.time();
        entry.lastPosition.minor = row.count();
        return entry;
    });
}

Result<std::vector<CategoryEntry>> categories(PgSnapshot &snapshot, const CatalogueQuery &query,
                                              const JobControl &job) {
    ES_ASSIGN(later, snapshot.query("SELECT EXISTS (SELECT FROM eventscope.events WHERE global_position > $1)",
                                    PgParameters().number(keyOf(query.until)), job));
    ES_ASSIGN(isPast, later.flag(0, 0));
    const std::string perStream = isPast ? "SELECT stream_type, count(*) AS version FROM eventscope.events "
                                           "WHERE global_position <= $2 GROUP BY stream_type, stream_id"
                                         : "SELECT stream_type, version FROM eventscope.streams WHERE $2 > 0";
    ES_ASSIGN(found, snapshot.query("SELECT stream_type, count(*), sum(version)::bigint FROM (" + perStream +
                                        ") AS s GROUP BY stream_type ORDER BY stream_type LIMIT $1",
                                    PgParameters().number(pgLimitOf(query)).number(keyOf(query.until)), job));
    return pgEntriesOf<CategoryEntry>(found, [](PgCells &row) {
        CategoryEntry entry;
        entry.category = row.text();
        entry.streams = row.count();
        entry.events = row.count();
        return entry;
    });
}

Result<std::vector<TypeEntry>> types(PgSnapshot &snapshot, const CatalogueQuery &query, const JobControl &job) {
    ES_ASSIGN(found, snapshot.query(
                         "SELECT t.event_type, t.schema_version::bigint, t.events, f.recorded_at, l.recorded_at FROM "
                         "(SELECT event_type, schema_version, count(*) AS events, min(global_position) AS first, "
                         "max(global_position) AS last FROM eventscope.events WHERE global_position <= $2 "
                         "GROUP BY event_type, schema_version) AS t "
                         "JOIN eventscope.events f ON f.global_position = t.first "
                         "JOIN eventscope.events l ON l.global_position = t.last "
                         "ORDER BY t.event_type, t.schema_version LIMIT $1",
                         PgParameters().number(pgLimitOf(query)).number(keyOf(query.until)), job));
    return pgEntriesOf<TypeEntry>(found, [](PgCells &row) {
        TypeEntry entry;
        entry.type = row.text();
        entry.schemaVersion = static_cast<int>(row.number());
        entry.events = row.count();
        entry.first = row.time();
        entry.last = row.time();
        return entry;
    });
}

} // namespace

Result<Catalogue> postgresCatalogue(PgReadSession &session, const CatalogueQuery &query, const JobControl &job) {
    Catalogue catalogue;
    if (query.category && !isPgText(*query.category)) return catalogue;
    ES_ASSIGN(snapshot, session.snapshot(job));
    switch (query.what) {
    case CatalogueQuery::What::Streams: {
        ES_ASSIGN(found, streams(snapshot, query, job));
        catalogue.streams = std::move(found);
        catalogue.complete = pgCutTo(query.rowsMax, catalogue.streams);
        break;
    }
    case CatalogueQuery::What::Categories: {
        ES_ASSIGN(found, categories(snapshot, query, job));
        catalogue.categories = std::move(found);
        catalogue.complete = pgCutTo(query.rowsMax, catalogue.categories);
        break;
    }
    case CatalogueQuery::What::Types: {
        ES_ASSIGN(found, types(snapshot, query, job));
        catalogue.types = std::move(found);
        catalogue.complete = pgCutTo(query.rowsMax, catalogue.types);
        break;
    }
    }
    return catalogue;
}

Result<SnapshotList> postgresSnapshots(PgReadSession &session, const StreamId &stream, const JobControl &job) {
    if (!isPgText(stream.value)) return SnapshotList();
    ES_ASSIGN(snapshot, session.snapshot(job));
    ES_ASSIGN(found, snapshot.query("SELECT stream_id, version, fold, fold_version::bigint, global_position, taken_at, "
                                    "state FROM eventscope.snapshots WHERE $1 = '' OR stream_id = $1 "
                                    "ORDER BY stream_id, version, fold",
                                    PgParameters().text(stream.value), job));
    return pgEntriesOf<Snapshot>(found, [](PgCells &row) {
        Snapshot entry;
        entry.stream.value = row.text();
        entry.version = {row.number()};
        entry.fold = row.text();
        entry.foldVersion = static_cast<int>(row.number());
        entry.position.minor = row.count();
        entry.takenAt = row.time();
        entry.state = row.text();
        return entry;
    });
}

} // namespace eventscope
