// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_lookup.h"

#include "core/store/content_hash.h"
#include "core/store/pg/pg_cells.h"

namespace eventscope {

namespace {

MappedTable::Keys keysFrom(PgCells &cells, OrderKind order) {
    if (order != OrderKind::Clock) return {cells.number()};
    const std::int64_t time = toUs(cells.time());
    return {time, cells.number()};
}

} // namespace

Result<MappedPlaces> findMapped(PgConnection &connection, const MappedTable &table, const std::string &sql,
                                const MappedGiven &given, const JobControl &job) {
    ES_ASSIGN(found, connection.query(sql, given.values(), job));
    MappedPlaces places(found.rows() == 0 ? 0 : given.size());
    for (std::size_t row = 0; row < found.rows(); ++row) {
        PgCells cells(found, row);
        const auto n = static_cast<std::size_t>(cells.number());
        MappedPlace place;
        place.stream = cells.text();
        place.version = {cells.number()};
        place.position = table.positionOf(keysFrom(cells, table.order));
        place.isSame = cells.flag();
        place.keepsTime = cells.flag();
        if (cells.failed()) return fail(*cells.failed());
        places.at(n - 1) = std::move(place);
    }
    return places;
}

Result<MappedPlaces> findKnownMapped(PgConnection &connection, const MappedTable &table, const MappedAppend &append,
                                     const MappedGiven &given, const JobControl &job) {
    if (!append.keepsIds) return MappedPlaces();
    // Most often none is there, and the payloads need not be sent.
    ES_ASSIGN(found, connection.query(append.anyId, given.ids(), job));
    ES_ASSIGN(isAny, found.flag(0, 0));
    return isAny ? findMapped(connection, table, append.find, given, job) : MappedPlaces();
}

std::vector<std::optional<KnownEvent>> knownOf(const MappedPlaces &places, std::span<const NewEvent> events) {
    std::vector<std::optional<KnownEvent>> known(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!places[i]) continue;
        // The server has compared them, as it alone knows how its types write them.
        known[i] =
            KnownEvent{places[i]->stream, places[i]->version, places[i]->isSame ? contentHash(events[i]) : Hash{}};
    }
    return known;
}

Result<MappedTail> mappedTail(PgConnection &connection, const MappedTable &table, int versionBase,
                              const StreamId &stream, const JobControl &job) {
    ES_ASSIGN(cuts, cutsOf(table, stream.value));
    std::string sql;
    PgParameters values;
    std::size_t number = 0;
    for (std::size_t cut = 0; cut < cuts.size(); ++cut) {
        sql += std::string(cut == 0 ? "" : " UNION ALL ") + "(SELECT " + std::to_string(cut) + "::bigint, " +
               table.version + "::bigint, " + table.time + " FROM " + table.name + " WHERE " + table.version +
               " IS NOT NULL";
        for (std::size_t i = 0; i < cuts[cut].size(); ++i) {
            sql += " AND " + table.streamParts[i].column + " = $" + std::to_string(++number);
            values.text(cuts[cut][i]);
        }
        sql += " ORDER BY " + table.version + " DESC LIMIT 1)";
    }
    ES_ASSIGN(found, connection.query(sql, values, job));
    if (found.rows() == 0) return MappedTail{std::move(cuts.front()), {versionBase - 1}, {}};
    if (found.rows() > 1) {
        return fail(ErrorKind::Refused,
                    "Two streams in " + table.shownName + " are named \"" + stream.value + "\", cut at another \"" +
                        table.separator + "\" (" + connection.where() + ")",
                    "Append to them by the program that made them");
    }
    PgCells cells(found, 0);
    MappedTail tail;
    tail.parts = cuts.at(static_cast<std::size_t>(cells.number()));
    tail.version = {cells.number()};
    if (!cells.skipNull()) tail.recordedAt = cells.time();
    if (cells.failed()) return fail(*cells.failed());
    return tail;
}

} // namespace eventscope
