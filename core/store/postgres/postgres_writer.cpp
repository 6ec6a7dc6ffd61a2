// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_writer.h"

#include "core/base/fixed_bytes.h"
#include "core/base/no_memory.h"
#include "core/db/postgres/pg_transaction.h"
#include "core/store/content_hash.h"
#include "core/store/pg/pg_name.h"
#include "core/store/postgres/postgres_importer.h"
#include "core/store/postgres/postgres_layout.h"
#include "core/store/postgres/postgres_lookup.h"
#include "core/store/postgres/postgres_payload.h"

#include <string_view>
#include <vector>

namespace eventscope {

namespace {

constexpr const char *kRepeatAppend = "Repeat the append with the same event ids: what is there already is recognised";
constexpr const char *kRepeatImport = "Repeat the import: what is there already is recognised and left as it is";
constexpr const char *kRepeatSnapshots = "Keep the snapshots again: the same ones only replace themselves";

const char *word(Expected::Kind kind) {
    switch (kind) {
    case Expected::Kind::Any:
        return "any";
    case Expected::Kind::NoStream:
        return "none";
    case Expected::Kind::StreamExists:
        return "exists";
    case Expected::Kind::Exact:
        return "exact";
    }
    return "any";
}

/// The columns of a batch, as eventscope.append_events() takes them.
class AppendColumns {
  public:
    explicit AppendColumns(std::span<const NewEvent> events) {
        m_hashes.reserve(events.size()); // views of its elements are taken
        for (const NewEvent &event : events) {
            m_hashes.push_back(contentHash(event));
            m_ids.emplace_back(viewOf(event.id));
            m_types.emplace_back(event.type);
            m_schemaVersions.push_back(event.schemaVersion);
            m_validAt.push_back(event.validAt);
            m_contentHashes.emplace_back(viewOf(m_hashes.back()));
            m_data.add(event.dataEncoding, event.data);
            m_metadata.add(event.metadataEncoding, event.metadata);
        }
    }
    void addTo(PgParameters &values) const {
        values.uuids(m_ids).texts(m_types).numbers(m_schemaVersions).times(m_validAt).byteStrings(m_contentHashes);
        m_data.addTo(values);
        m_metadata.addTo(values);
    }

  private:
    struct Payloads {
        std::vector<PgParameters::Element> encodings, json, raw;
        void add(Encoding encoding, const std::string &bytes) {
            const bool isJson = fitsJsonColumn({encoding, bytes});
            encodings.emplace_back(name(encoding));
            json.push_back(isJson ? PgParameters::Element(bytes) : std::nullopt);
            raw.push_back(isJson ? std::nullopt : PgParameters::Element(bytes));
        }
        void addTo(PgParameters &values) const { values.texts(encodings).texts(json).byteStrings(raw); }
    };
    std::vector<Hash> m_hashes;
    std::vector<PgParameters::Element> m_ids, m_types, m_contentHashes;
    std::vector<std::int64_t> m_schemaVersions;
    std::vector<std::optional<Time>> m_validAt;
    Payloads m_data, m_metadata;
};

Result<void> checkNames(const StreamId &stream, std::span<const NewEvent> events) {
    ES_TRY(checkPgName("stream's name", stream.value));
    for (const NewEvent &event : events)
        ES_TRY(checkPgName("event type", event.type));
    return {};
}

std::vector<EventId> idsOf(std::span<const NewEvent> events) {
    std::vector<EventId> ids;
    for (const NewEvent &event : events)
        ids.push_back(event.id);
    return ids;
}

/// Decides, by what the store holds, about an append that wrote nothing.
Result<Appended> decide(PgConnection &connection, const StreamId &stream, Expected expected,
                        std::span<const NewEvent> events, const JobControl &job) {
    ES_ASSIGN(found, findPostgresEvents(connection, idsOf(events), job));
    ES_ASSIGN(tails, findPostgresTails(connection, {&stream.value, 1}, job));
    std::vector<std::optional<KnownEvent>> known(found.empty() ? 0 : events.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
        const auto one = found.find(events[i].id);
        if (one != found.end()) known[i] = one->second.event;
    }
    const auto tail = tails.find(stream.value);
    ES_ASSIGN(verdict,
              decideAppend(stream, expected, tail == tails.end() ? Version{} : tail->second.version, events, known));
    if (!verdict.duplicate) {
        return fail(ErrorKind::Unavailable, "Another writer was in the way (" + connection.where() + ")", "Try again");
    }
    const std::int64_t position = found.at(events.back().id).position;
    return Appended{verdict.first, verdict.last, {0, static_cast<std::uint64_t>(position)}, true};
}

/// The append, if its events are in the store.
Result<std::optional<Appended>> findWritten(PgConnection &connection, const StreamId &stream,
                                            std::span<const NewEvent> events) {
    const JobControl asking;
    ES_ASSIGN(found, findPostgresEvents(connection, idsOf(events), asking));
    if (found.empty()) return std::optional<Appended>();
    ES_ASSIGN(appended, decide(connection, stream, Expected::any(), events, asking));
    appended.duplicate = false;
    return std::optional(appended);
}

PgParameters valuesOf(const Snapshot &snapshot) {
    PgParameters values;
    values.text(snapshot.stream.value).number(snapshot.version.value).text(snapshot.fold);
    values.number(snapshot.foldVersion).number(static_cast<std::int64_t>(snapshot.position.minor));
    values.time(snapshot.takenAt).text(snapshot.state);
    return values;
}

/// That all of them are kept, just so.
Result<bool> holdsSnapshots(PgConnection &connection, std::span<const Snapshot> snapshots) {
    for (const Snapshot &snapshot : snapshots) {
        ES_ASSIGN(found, connection.query("SELECT EXISTS (SELECT FROM eventscope.snapshots WHERE stream_id = $1 AND "
                                          "version = $2 AND fold = $3 AND fold_version = $4 AND global_position = $5 "
                                          "AND taken_at = $6 AND state = $7)",
                                          valuesOf(snapshot), {}));
        ES_ASSIGN(isThere, found.flag(0, 0));
        if (!isThere) return false;
    }
    return true;
}

Result<bool> writeSnapshots(PgConnection &connection, std::span<const Snapshot> snapshots, const JobControl &job) {
    ES_ASSIGN(transaction, PgTransaction::begin(connection, PgTransaction::Kind::Write, job));
    for (const Snapshot &snapshot : snapshots) {
        ES_TRY(connection.query("INSERT INTO eventscope.snapshots AS s VALUES ($1, $2, $3, $4, $5, $6, $7) "
                                "ON CONFLICT (stream_id, version, fold) DO UPDATE SET "
                                "fold_version = excluded.fold_version, global_position = excluded.global_position, "
                                "taken_at = excluded.taken_at, state = excluded.state",
                                valuesOf(snapshot), job));
    }
    ES_TRY(transaction.commit());
    return true;
}

/// Makes the layout unless another program has done so meanwhile. True: its schema, too.
Result<bool> makeStore(PgConnection &connection, const std::string &domain, const JobControl &job) {
    ES_ASSIGN(transaction, PgTransaction::begin(connection, PgTransaction::Kind::Write, job));
    ES_TRY(holdPostgresLog(connection, job));
    ES_ASSIGN(found, connection.query("SELECT to_regclass('eventscope.store_info') IS NOT NULL, "
                                      "to_regnamespace('eventscope') IS NOT NULL",
                                      job));
    ES_ASSIGN(isThere, found.flag(0, 0));
    ES_ASSIGN(hasSchema, found.flag(0, 1));
    if (!isThere) ES_TRY(createPostgresLayout(connection, domain, job));
    ES_TRY(transaction.commit());
    return !hasSchema;
}

/// Drops an empty store. False: it is not empty.
Result<bool> dropStore(PgConnection &connection, const JobControl &job) {
    ES_ASSIGN(transaction, PgTransaction::begin(connection, PgTransaction::Kind::Write, job));
    ES_TRY(holdPostgresLog(connection, job));
    ES_ASSIGN(found, connection.query("SELECT EXISTS (SELECT FROM eventscope.events) OR "
                                      "EXISTS (SELECT FROM eventscope.snapshots)",
                                      job));
    ES_ASSIGN(isUsed, found.flag(0, 0));
    if (isUsed) return false;
    ES_TRY(dropPostgresLayout(connection, job));
    ES_TRY(transaction.commit());
    return true;
}

} // namespace

Result<std::unique_ptr<PostgresWriter>> PostgresWriter::open(const PgAddress &address, Clock &clock,
                                                             const AppendLimits &limits_, bool createIfMissing,
                                                             const std::string &domain, const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::unique_ptr<PostgresWriter>> {
        std::unique_ptr<PostgresWriter> writer(new PostgresWriter(address, clock, limits_));
        ES_ASSIGN(reading, PgReadSession::open(address, pgOptionsFor(address), job));
        ES_ASSIGN(version, [&]() -> Result<int> {
            ES_ASSIGN(snapshot, reading->snapshot(job));
            return postgresLayoutVersion(snapshot, job);
        }());
        if (version == 0 && !createIfMissing) {
            return fail(ErrorKind::Unsupported, "There is no event store that is known here (" + reading->where() + ")",
                        "Check the database's name");
        }
        ES_ASSIGN(madeSchema, writer->m_turn.take<bool>(job, [&](PgConnection &connection) -> Result<bool> {
            return version == 0 ? makeStore(connection, domain, job) : Result<bool>(false);
        }));
        writer->m_madeSchema = madeSchema;
        if (auto ready = writer->getReady(address, *reading, job); !ready) {
            static_cast<void>(writer->abandon({})); // nobody has it yet who could
            return fail(std::move(ready).error());
        }
        return writer;
    });
}

Result<void> PostgresWriter::getReady(const PgAddress &address, PgReadSession &reading, const JobControl &job) {
    ES_ASSIGN(reader, PostgresEventStore::open(address, PostgresEventStore::Evidence::WriterHeld, job));
    m_reader = std::move(reader);
    ES_ASSIGN(snapshot, reading.snapshot(job));
    return checkPostgresTriggers(snapshot, job);
}

Result<Appended> PostgresWriter::append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                        const JobControl &job) {
    return withoutThrowing([&]() -> Result<Appended> {
        ES_TRY(checkBatch(stream, events, m_limits));
        ES_TRY(checkNames(stream, events));
        return m_turn.take<Appended>(
            job, [&](PgConnection &connection) { return appendOnce(connection, stream, expected, events, job); });
    });
}

Result<Appended> PostgresWriter::appendOnce(PgConnection &connection, const StreamId &stream, Expected expected,
                                            std::span<const NewEvent> events, const JobControl &job) {
    PgParameters values;
    values.text(stream.value).text(categoryOf(stream.value)).text(word(expected.kind));
    values.number(expected.version.value).time(m_clock.now());
    AppendColumns(events).addTo(values);
    auto answer = connection.queryOften("SELECT outcome, last_version, last_position FROM eventscope.append_events("
                                        "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
                                        values, job);
    if (!answer) {
        const bool isUnknown = connection.isLost() || answer.error().kind == ErrorKind::OutcomeUnknown;
        if (isUnknown) return lookAfterLoss(stream, events, std::move(answer).error(), job);
        if (answer.error().kind == ErrorKind::Cancelled) {
            // It may have been done by the time the server was asked to stop it.
            ES_ASSIGN(written, findWritten(connection, stream, events));
            return written ? Result<Appended>(*written) : cancelled();
        }
        // Another writer got one of the ids in between.
        if (connection.sqlState() == "23505") return decide(connection, stream, expected, events, job);
        if (connection.sqlState() == "55P03") {
            return fail(ErrorKind::Refused, "Another writer holds the store (" + connection.where() + ")",
                        "Wait until it is done");
        }
        return fail(std::move(answer).error());
    }
    ES_ASSIGN(outcome, answer->text(0, 0));
    if (outcome != "appended") return decide(connection, stream, expected, events, job);
    ES_ASSIGN(version, answer->number(0, 1));
    ES_ASSIGN(position, answer->number(0, 2));
    return Appended{{version - static_cast<std::int64_t>(events.size()) + 1},
                    {version},
                    {0, static_cast<std::uint64_t>(position)},
                    false};
}

Result<Appended> PostgresWriter::lookAfterLoss(const StreamId &stream, std::span<const NewEvent> events, Error loss,
                                               const JobControl &job) {
    return m_turn.settle<Appended>(std::move(loss), kRepeatAppend, job,
                                   [&](PgConnection &connection) { return findWritten(connection, stream, events); });
}

Result<Imported> PostgresWriter::import(ImportSource &source, const JobControl &job) {
    return m_turn.take<Imported>(job, [&](PgConnection &connection) -> Result<Imported> {
        PostgresImporter importer(connection, m_limits);
        auto imported = importer.run(source, job);
        if (imported || imported.error().kind != ErrorKind::OutcomeUnknown) return imported;
        return m_turn.settle<Imported>(std::move(imported).error(), kRepeatImport, job,
                                       [&](PgConnection &again) { return importer.findWritten(again); });
    });
}

Result<void> PostgresWriter::putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) {
    ES_TRY(checkSnapshots(snapshots));
    const auto put = [&](PgConnection &connection) -> Result<bool> {
        auto written = writeSnapshots(connection, snapshots, job);
        if (written || written.error().kind != ErrorKind::OutcomeUnknown) return written;
        return m_turn.settle<bool>(std::move(written).error(), kRepeatSnapshots, job,
                                   [&](PgConnection &again) -> Result<std::optional<bool>> {
                                       ES_ASSIGN(isThere, holdsSnapshots(again, snapshots));
                                       return isThere ? std::optional(true) : std::nullopt;
                                   });
    };
    return m_turn.take<bool>(job, put).map([](bool) {});
}

Result<void> PostgresWriter::abandon(const JobControl &job) {
    if (!m_madeSchema) return {};
    return withoutThrowing([&]() -> Result<void> {
        return m_turn.take<bool>(job, [&](PgConnection &connection) { return dropStore(connection, job); })
            .map([](bool) {});
    });
}

} // namespace eventscope
