// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_writer.h"

#include "core/base/no_memory.h"
#include "core/db/postgres/pg_transaction.h"
#include "core/store/content_hash.h"
#include "core/store/postgres/postgres_importer.h"
#include "core/store/postgres/postgres_layout.h"
#include "core/store/postgres/postgres_lookup.h"
#include "core/store/postgres/postgres_payload.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <thread>
#include <vector>

namespace eventscope {

namespace {

constexpr std::chrono::milliseconds kTurnWait{5000};
constexpr int kReconnectsMax = 5;
constexpr std::chrono::milliseconds kFirstPause{100};

PgOptions limits(const PgAddress &address) {
    PgOptions options = postgresOptions(address);
    options.lockTimeout = kTurnWait;
    return options;
}

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

std::string_view view(const auto &value) {
    return {reinterpret_cast<const char *>(value.bytes.data()), value.bytes.size()};
}

/// The columns of a batch, as eventscope.append_events() takes them.
class AppendColumns {
  public:
    explicit AppendColumns(std::span<const NewEvent> events) {
        m_hashes.reserve(events.size()); // views of its elements are taken
        for (const NewEvent &event : events) {
            m_hashes.push_back(contentHash(event));
            m_ids.emplace_back(view(event.id));
            m_types.emplace_back(event.type);
            m_schemaVersions.push_back(event.schemaVersion);
            m_validAt.push_back(event.validAt);
            m_contentHashes.emplace_back(view(m_hashes.back()));
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
    ES_TRY(checkPostgresName("stream's name", stream.value));
    for (const NewEvent &event : events)
        ES_TRY(checkPostgresName("event type", event.type));
    return {};
}

std::vector<EventId> idsOf(std::span<const NewEvent> events) {
    std::vector<EventId> ids;
    for (const NewEvent &event : events)
        ids.push_back(event.id);
    return ids;
}

/// Makes the layout unless another program has done so meanwhile.
Result<void> makeStore(PgWriteSession &session, const std::string &domain, const JobControl &job) {
    PgConnection &connection = session.connection();
    ES_ASSIGN(transaction, PgTransaction::begin(connection, PgTransaction::Kind::Write, job));
    ES_TRY(holdPostgresLog(connection, job));
    ES_ASSIGN(found, connection.query("SELECT to_regclass('eventscope.store_info') IS NOT NULL", job));
    ES_ASSIGN(isThere, found.flag(0, 0));
    if (!isThere) ES_TRY(createPostgresLayout(connection, domain, job));
    return transaction.commit();
}

} // namespace

Result<std::unique_ptr<PostgresWriter>> PostgresWriter::open(const PgAddress &address, Clock &clock,
                                                             const AppendLimits &limits_, bool createIfMissing,
                                                             const std::string &domain, const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::unique_ptr<PostgresWriter>> {
        std::unique_ptr<PostgresWriter> writer(new PostgresWriter(address, clock, limits_));
        ES_ASSIGN(reading, PgReadSession::open(address, limits(address), job));
        ES_ASSIGN(version, [&]() -> Result<int> {
            ES_ASSIGN(snapshot, reading->snapshot(job));
            return postgresLayoutVersion(snapshot, job);
        }());
        if (version == 0 && !createIfMissing) {
            return fail(ErrorKind::Unsupported, "There is no event store that is known here (" + reading->where() + ")",
                        "Check the database's name");
        }
        ES_ASSIGN(session, PgWriteSession::open(address, limits(address), job));
        if (version == 0) ES_TRY(makeStore(*session, domain, job));
        writer->m_session = std::move(session);
        ES_ASSIGN(reader, PostgresEventStore::open(address, PostgresEventStore::Evidence::WriterHeld, job));
        writer->m_reader = std::move(reader);
        ES_ASSIGN(snapshot, reading->snapshot(job));
        ES_TRY(checkPostgresTriggers(snapshot, job));
        return writer;
    });
}

template <class T, class Work>
Result<T> PostgresWriter::inTurn(const JobControl &job, Work &&work) {
    return withoutThrowing([&]() -> Result<T> {
        const std::unique_lock turn(m_turn, kTurnWait);
        if (!turn) {
            return fail(ErrorKind::Refused, "Another part of this program is writing to the store",
                        "Wait until it is done");
        }
        if (job.stopRequested()) return cancelled();
        if (!m_session || m_session->connection().isLost()) {
            ES_ASSIGN(session, PgWriteSession::open(m_address, limits(m_address), job));
            m_session = std::move(session);
        }
        return work();
    });
}

Result<Appended> PostgresWriter::append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                        const JobControl &job) {
    return withoutThrowing([&]() -> Result<Appended> {
        ES_TRY(checkBatch(stream, events, m_limits));
        ES_TRY(checkNames(stream, events));
        return inTurn<Appended>(job, [&] { return appendOnce(stream, expected, events, job); });
    });
}

Result<Appended> PostgresWriter::appendOnce(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                            const JobControl &job) {
    PgConnection &connection = m_session->connection();
    PgParameters values;
    values.text(stream.value).text(categoryOf(stream.value)).text(word(expected.kind));
    values.number(expected.version.value).time(m_clock.now());
    AppendColumns(events).addTo(values);
    const int process = connection.serverProcess();
    auto answer = connection.query("SELECT outcome, last_version, last_position FROM eventscope.append_events("
                                   "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
                                   values, job);
    if (!answer) {
        if (connection.isLost()) return lookAfterLoss(stream, events, process, std::move(answer).error(), job);
        if (answer.error().kind == ErrorKind::Cancelled) return lookAfterStop(stream, events);
        // Another writer got one of the ids in between.
        if (connection.sqlState() == "23505") return decide(stream, expected, events, job);
        if (connection.sqlState() == "55P03") {
            return fail(ErrorKind::Refused, "Another writer holds the store (" + connection.where() + ")",
                        "Wait until it is done");
        }
        return fail(std::move(answer).error());
    }
    ES_ASSIGN(outcome, answer->text(0, 0));
    if (outcome != "appended") return decide(stream, expected, events, job);
    ES_ASSIGN(version, answer->number(0, 1));
    ES_ASSIGN(position, answer->number(0, 2));
    return Appended{{version - static_cast<std::int64_t>(events.size()) + 1},
                    {version},
                    {0, static_cast<std::uint64_t>(position)},
                    false};
}

Result<Appended> PostgresWriter::decide(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                        const JobControl &job) {
    PgConnection &connection = m_session->connection();
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

Result<Appended> PostgresWriter::lookAfterLoss(const StreamId &stream, std::span<const NewEvent> events,
                                               int lostProcess, Error loss, const JobControl &job) {
    m_session = nullptr;
    Error unknown = std::move(loss);
    unknown.kind = ErrorKind::OutcomeUnknown;
    unknown.message += "; whether the events were kept is not certain";
    unknown.hint = "Repeat the append with the same event ids: what is there already is recognised";
    std::chrono::milliseconds pause = kFirstPause;
    const JobControl asking; // one look is due even to who asked to stop
    for (int attempt = 0; attempt == 0 || (attempt < kReconnectsMax && !job.stopRequested()); ++attempt, pause *= 2) {
        auto session = PgWriteSession::open(m_address, limits(m_address), asking);
        if (!session) {
            // A little off the beat, so that many clients do not all come back at once.
            std::this_thread::sleep_for(pause + pause * (lostProcess % 16) / 32);
            continue;
        }
        // As long as the old session lives it may still commit.
        const auto ended = (*session)->end(lostProcess, asking);
        if (!ended || !*ended) break;
        m_session = *std::move(session);
        auto written = findWritten(stream, events);
        if (!written) break;
        if (*written) return **written;
        return fail(ErrorKind::Unavailable,
                    "The connection was lost and nothing was written (" + m_session->connection().where() + ")",
                    "Append again");
    }
    return fail(std::move(unknown));
}

// The statement may have been done by the time the server was asked to stop it.
Result<Appended> PostgresWriter::lookAfterStop(const StreamId &stream, std::span<const NewEvent> events) {
    ES_ASSIGN(written, findWritten(stream, events));
    if (!written) return cancelled();
    return *written;
}

Result<std::optional<Appended>> PostgresWriter::findWritten(const StreamId &stream, std::span<const NewEvent> events) {
    const JobControl asking;
    ES_ASSIGN(found, findPostgresEvents(m_session->connection(), idsOf(events), asking));
    if (found.empty()) return std::optional<Appended>();
    ES_ASSIGN(appended, decide(stream, Expected::any(), events, asking));
    appended.duplicate = false;
    return std::optional(appended);
}

Result<Imported> PostgresWriter::import(ImportSource &source, const JobControl &job) {
    return inTurn<Imported>(job, [&]() -> Result<Imported> {
        PgConnection &connection = m_session->connection();
        ES_ASSIGN(transaction, PgTransaction::begin(connection, PgTransaction::Kind::Write, job));
        PostgresImporter importer(connection, m_limits);
        ES_ASSIGN(imported, importer.run(source, job));
        ES_TRY(transaction.commit());
        return imported;
    });
}

Result<void> PostgresWriter::putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) {
    ES_TRY(checkSnapshots(snapshots));
    const auto put = [&]() -> Result<bool> {
        PgConnection &connection = m_session->connection();
        ES_ASSIGN(transaction, PgTransaction::begin(connection, PgTransaction::Kind::Write, job));
        for (const Snapshot &snapshot : snapshots) {
            PgParameters values;
            values.text(snapshot.stream.value).number(snapshot.version.value).text(snapshot.fold);
            values.number(snapshot.foldVersion).number(static_cast<std::int64_t>(snapshot.position.minor));
            values.time(snapshot.takenAt).text(snapshot.state);
            ES_TRY(connection.query("INSERT INTO eventscope.snapshots AS s VALUES ($1, $2, $3, $4, $5, $6, $7) "
                                    "ON CONFLICT (stream_id, version, fold) DO UPDATE SET "
                                    "fold_version = excluded.fold_version, global_position = excluded.global_position, "
                                    "taken_at = excluded.taken_at, state = excluded.state",
                                    values, job));
        }
        ES_TRY(transaction.commit());
        return true;
    };
    return inTurn<bool>(job, put).map([](bool) {});
}

} // namespace eventscope
