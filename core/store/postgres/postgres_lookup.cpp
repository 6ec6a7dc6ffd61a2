// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_lookup.h"

#include "core/base/fixed_bytes.h"

namespace eventscope {

namespace {

template <class Fixed>
Result<void> readBytes(const PgResult &found, std::size_t row, std::size_t column, Fixed &value) {
    ES_ASSIGN(stored, found.bytes(row, column));
    if (copyExactly(stored, value)) return {};
    return fail(ErrorKind::Corrupt,
                "The store is damaged: a stored hash has " + std::to_string(stored.size()) + " bytes",
                "Check it, and restore it from a backup");
}

} // namespace

Result<std::unordered_map<EventId, PostgresKnown>>
findPostgresEvents(PgConnection &connection, std::span<const EventId> ids, const JobControl &job) {
    std::vector<PgParameters::Element> wanted;
    for (const EventId &id : ids)
        wanted.emplace_back(viewOf(id));
    ES_ASSIGN(found, connection.query("SELECT event_id, stream_id, version, content_hash, global_position "
                                      "FROM eventscope.events WHERE event_id = ANY($1)",
                                      PgParameters().uuids(wanted), job));
    std::unordered_map<EventId, PostgresKnown> known;
    for (std::size_t row = 0; row < found.rows(); ++row) {
        EventId id;
        PostgresKnown one;
        ES_TRY(readBytes(found, row, 0, id));
        ES_ASSIGN(stream, found.text(row, 1));
        ES_ASSIGN(version, found.number(row, 2));
        ES_TRY(readBytes(found, row, 3, one.event.content));
        ES_ASSIGN(position, found.number(row, 4));
        one.event.stream = stream;
        one.event.version = {version};
        one.position = position;
        known.emplace(id, std::move(one));
    }
    return known;
}

Result<std::unordered_map<std::string, PostgresTail>>
findPostgresTails(PgConnection &connection, std::span<const std::string> streams, const JobControl &job) {
    const std::vector<PgParameters::Element> wanted(streams.begin(), streams.end());
    ES_ASSIGN(found, connection.query("SELECT stream_id, version, chain_hash, first_recorded_at, last_recorded_at, "
                                      "last_position FROM eventscope.streams WHERE stream_id = ANY($1)",
                                      PgParameters().texts(wanted), job));
    std::unordered_map<std::string, PostgresTail> tails;
    for (std::size_t row = 0; row < found.rows(); ++row) {
        PostgresTail tail;
        ES_ASSIGN(stream, found.text(row, 0));
        ES_ASSIGN(version, found.number(row, 1));
        ES_TRY(readBytes(found, row, 2, tail.chain));
        ES_ASSIGN(first, found.time(row, 3));
        ES_ASSIGN(last, found.time(row, 4));
        ES_ASSIGN(position, found.number(row, 5));
        tail.version = {version};
        tail.firstRecorded = first;
        tail.lastRecorded = last;
        tail.lastPosition = position;
        tails.emplace(std::string(stream), tail);
    }
    return tails;
}

} // namespace eventscope
