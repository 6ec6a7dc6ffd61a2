// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_importer.h"

#include "core/base/fixed_bytes.h"
#include "core/db/postgres/pg_transaction.h"
#include "core/store/append_rules.h"
#include "core/store/pg/pg_name.h"
#include "core/store/postgres/postgres_layout.h"
#include "core/store/postgres/postgres_payload.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::uint64_t kReportEvery = 4096;
constexpr std::size_t kStreamsAtOnce = 4096;

constexpr const char *kTarget =
    "eventscope.events (global_position, version, recorded_at, event_id, schema_version, stream_id, event_type, "
    "stream_type, valid_at, content_hash, chain_hash, data_encoding, metadata_encoding, metadata, metadata_raw, data, "
    "data_raw)";

void putPayload(PgCopyWriter &row, Encoding encoding, const std::string &bytes) {
    if (fitsJsonColumn({encoding, bytes})) {
        row.text(bytes).null();
    } else {
        row.null().bytes(std::as_bytes(std::span(bytes)));
    }
}

Result<void> checkNames(const ImportEvent &event) {
    ES_TRY(checkPgName("stream's name", event.stream.value));
    return checkPgName("event type", event.event.type);
}

} // namespace

Result<Imported> PostgresImporter::run(ImportSource &source, const JobControl &job) {
    ES_ASSIGN(transaction, PgTransaction::begin(m_connection, PgTransaction::Kind::Write, job));
    // Building an index of many events takes longer than any other statement may.
    ES_TRY(transaction.liftTimeLimits(job));
    ES_TRY(begin(job));
    ES_TRY(takeAll(source, job));
    ES_TRY(endCopy(job));
    ES_TRY(saveStreams(job));
    ES_TRY(finish(job));
    ES_TRY(transaction.commit());
    return m_imported;
}

Result<std::optional<Imported>> PostgresImporter::findWritten(PgConnection &connection) const {
    if (!m_lastId) return std::optional(m_imported); // there was nothing to write
    ES_ASSIGN(found, findPostgresEvents(connection, {&*m_lastId, 1}, {}));
    return found.empty() ? std::nullopt : std::optional(m_imported);
}

Result<void> PostgresImporter::begin(const JobControl &job) {
    ES_TRY(holdPostgresLog(m_connection, job));
    ES_ASSIGN(tail, m_connection.query("SELECT global_position, recorded_at FROM eventscope.events "
                                       "ORDER BY global_position DESC LIMIT 1",
                                       job));
    m_wasEmpty = tail.rows() == 0;
    if (m_wasEmpty) {
        m_hasIdIndex = false;
        return dropPostgresIndexes(m_connection, job);
    }
    ES_ASSIGN(position, tail.number(0, 0));
    m_position = position;
    return {};
}

Result<void> PostgresImporter::takeAll(ImportSource &source, const JobControl &job) {
    ImportFeed feed(source, m_limits, ImportFeed::Chains::Leave, job);
    for (;;) {
        ES_ASSIGN(batch, feed.next());
        if (batch.empty()) return {};
        ES_TRY(learnStreams(batch, job));
        ES_ASSIGN(known, learnIds(batch, job));
        ES_TRY(takeBatch(batch, std::move(known), job));
    }
}

Result<void> PostgresImporter::learnStreams(Batch batch, const JobControl &job) {
    const std::size_t first = m_streams.size();
    for (const PreparedImport &prepared : batch) {
        if (prepared.stream == m_streams.size()) m_streams.push_back({prepared.event.stream.value, {}, false});
    }
    if (m_wasEmpty || first == m_streams.size()) return {};
    std::vector<std::string> names;
    for (std::size_t i = first; i < m_streams.size(); ++i)
        names.push_back(m_streams[i].name);
    ES_TRY(endCopy(job));
    ES_ASSIGN(tails, findPostgresTails(m_connection, names, job));
    for (std::size_t i = first; i < m_streams.size(); ++i) {
        const auto tail = tails.find(m_streams[i].name);
        if (tail != tails.end()) m_streams[i].tail = tail->second;
    }
    return {};
}

bool PostgresImporter::mayRepeat(Batch batch) {
    bool repeats = false;
    std::int64_t position = m_position;
    for (const PreparedImport &prepared : batch) {
        const EventId &id = prepared.event.event.id;
        m_ids.visit(id, [&](std::int64_t) { return repeats = true; });
        m_ids.insert(id, ++position);
    }
    return repeats;
}

Result<PostgresImporter::Known> PostgresImporter::learnIds(Batch batch, const JobControl &job) {
    if (!m_hasIdIndex) {
        if (!mayRepeat(batch)) return Known();
        // From here on it is worth an index; the memory that stood in for it is not needed any more.
        ES_TRY(endCopy(job));
        ES_TRY(buildPostgresIdIndex(m_connection, job));
        m_hasIdIndex = true;
        m_ids = IdTable();
    }
    ES_TRY(endCopy(job));
    std::vector<EventId> ids;
    for (const PreparedImport &prepared : batch)
        ids.push_back(prepared.event.event.id);
    return findPostgresEvents(m_connection, ids, job);
}

Result<void> PostgresImporter::takeBatch(Batch batch, Known known, const JobControl &job) {
    for (const PreparedImport &prepared : batch) {
        if (job.stopRequested()) return cancelled();
        const ImportEvent &event = prepared.event;
        Stream &stream = m_streams[prepared.stream];
        const auto there = known.find(event.event.id);
        ES_ASSIGN(verdict, decideImport(event, stream.tail.version,
                                        there == known.end() ? std::nullopt : std::optional(there->second.event)));
        if (verdict.duplicate) {
            ++m_imported.duplicates;
            m_imported.last.minor = static_cast<std::uint64_t>(there->second.position);
        } else {
            ES_TRY(write(prepared, stream, job));
            // A later event of the batch may repeat it.
            if (m_hasIdIndex)
                known[event.event.id] = {{stream.name, stream.tail.version, prepared.content}, m_position};
        }
        const std::uint64_t done = m_imported.events + m_imported.duplicates;
        if (done % kReportEvery == 0) job.report(done);
    }
    return {};
}

Result<void> PostgresImporter::write(const PreparedImport &prepared, Stream &stream, const JobControl &job) {
    const ImportEvent &event = prepared.event;
    ES_TRY(checkNames(event));
    if (!m_copy) {
        ES_ASSIGN(copy, PgCopyWriter::start(m_connection, kTarget, job));
        m_copy.emplace(std::move(copy));
    }
    PostgresTail &tail = stream.tail;
    tail.chain = postgresChainLink(tail.chain, stream.name, {++tail.version.value}, event.event.id, prepared.content,
                                   event.recordedAt);
    if (tail.version.value == 1) tail.firstRecorded = event.recordedAt;
    tail.lastRecorded = event.recordedAt;
    tail.lastPosition = ++m_position;
    stream.changed = true;
    m_lastId = event.event.id;
    m_lastRecorded = std::max(m_lastRecorded.value_or(event.recordedAt), event.recordedAt);

    PgCopyWriter &row = *m_copy;
    row.number(m_position).number(tail.version.value).text(toIso(event.recordedAt)).text(toString(event.event.id));
    row.number(event.event.schemaVersion).text(stream.name).text(event.event.type).text(categoryOf(stream.name));
    if (event.event.validAt) {
        row.text(toIso(*event.event.validAt));
    } else {
        row.null();
    }
    row.bytes(prepared.content.bytes).bytes(tail.chain.bytes);
    row.text(name(event.event.dataEncoding)).text(name(event.event.metadataEncoding));
    putPayload(row, event.event.metadataEncoding, event.event.metadata);
    putPayload(row, event.event.dataEncoding, event.event.data);
    ES_TRY(row.endRow(job));
    m_imported.last.minor = static_cast<std::uint64_t>(m_position);
    ++m_imported.events;
    return {};
}

Result<void> PostgresImporter::endCopy(const JobControl &job) {
    if (!m_copy) return {};
    ES_TRY(m_copy->finish(job));
    m_copy.reset();
    return {};
}

Result<void> PostgresImporter::saveStreams(const JobControl &job) {
    std::erase_if(m_streams, [](const Stream &stream) { return !stream.changed; });
    for (std::span<const Stream> left(m_streams); !left.empty();) {
        const auto some = left.first(std::min(left.size(), kStreamsAtOnce));
        left = left.subspan(some.size());
        std::vector<PgParameters::Element> names, types, chains;
        std::vector<std::int64_t> versions, positions;
        std::vector<std::optional<Time>> first, last;
        for (const Stream &stream : some) {
            names.emplace_back(stream.name);
            types.emplace_back(categoryOf(stream.name));
            versions.push_back(stream.tail.version.value);
            first.emplace_back(stream.tail.firstRecorded);
            last.emplace_back(stream.tail.lastRecorded);
            positions.push_back(stream.tail.lastPosition);
            chains.emplace_back(viewOf(stream.tail.chain));
        }
        PgParameters values;
        values.texts(names).texts(types).numbers(versions).times(first).times(last).numbers(positions);
        values.byteStrings(chains);
        ES_TRY(m_connection.query("INSERT INTO eventscope.streams SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) "
                                  "ON CONFLICT (stream_id) DO UPDATE SET version = excluded.version, "
                                  "last_recorded_at = excluded.last_recorded_at, "
                                  "last_position = excluded.last_position, chain_hash = excluded.chain_hash",
                                  values, job));
    }
    return {};
}

Result<void> PostgresImporter::finish(const JobControl &job) {
    if (m_wasEmpty) {
        if (!m_hasIdIndex) ES_TRY(buildPostgresIdIndex(m_connection, job));
        ES_TRY(buildOtherPostgresIndexes(m_connection, job));
        // Else the planner knows nothing of the new rows until the server gets round to it.
        ES_TRY(m_connection.query("ANALYZE eventscope.events", job));
    }
    if (!m_lastRecorded) return {};
    ES_TRY(m_connection.query("INSERT INTO eventscope.store_info AS i VALUES ('imported_until', $1::text) "
                              "ON CONFLICT (name) DO UPDATE SET value = CASE WHEN i.value::timestamptz < "
                              "excluded.value::timestamptz THEN excluded.value ELSE i.value END",
                              PgParameters().text(toIso(*m_lastRecorded)), job));
    return {};
}

} // namespace eventscope
