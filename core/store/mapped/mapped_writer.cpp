// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_writer.h"

#include "core/base/no_memory.h"
#include "core/store/mapped/mapped_importer.h"
#include "core/store/mapped/mapped_insert.h"

namespace eventscope {

namespace {

/// While others write to the same stream all the time.
constexpr int kTriesMax = 100;
constexpr const char *kRepeatAppend = "Read the stream before you repeat the append";
constexpr const char *kRepeatImport = "Repeat the import: what is there already is recognised and left as it is";

Failure ruleInTheWay(const MappedTable &table, const StreamId &stream, Version lost, const Error &error) {
    return fail(ErrorKind::Refused,
                "A unique rule of " + table.shownName + " forbids what would follow version " +
                    std::to_string(lost.value) + " of stream \"" + stream.value + "\"",
                "Perhaps a stream of another type has the same id, or an event its id", error.message);
}

std::optional<Time> laterThan(const std::optional<Time> &time, std::size_t us) {
    if (!time) return std::nullopt;
    return *time + std::chrono::microseconds(us);
}

} // namespace

Result<std::unique_ptr<MappedWriter>> MappedWriter::open(const PgAddress &address, const std::string &table,
                                                         const AppendLimits &limits, const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::unique_ptr<MappedWriter>> {
        std::unique_ptr<MappedWriter> writer(new MappedWriter(address, limits));
        ES_ASSIGN(reader, MappedEventStore::open(address, table, MappedEventStore::Evidence::WriterHeld, job));
        writer->m_reader = std::move(reader);
        ES_TRY(writer->m_turn.take<bool>(job, [&](PgConnection &connection) -> Result<bool> {
            if (writer->how().obstacles.empty()) return true;
            return cannotAppend(writer->how(), writer->table().shownName, connection.where());
        }));
        return writer;
    });
}

Result<Appended> MappedWriter::append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                      const JobControl &job) {
    return withoutThrowing([&]() -> Result<Appended> {
        ES_TRY(checkBatch(stream, events, m_limits));
        for (const NewEvent &event : events)
            ES_TRY(checkGiven(table(), how(), event));
        return m_turn.take<Appended>(job, [&](PgConnection &connection) -> Result<Appended> {
            Request request{stream, expected, events, {}};
            for (int tries = 0; tries < kTriesMax; ++tries) {
                if (job.stopRequested()) return cancelled();
                ES_ASSIGN(appended, tryOnce(connection, request, job));
                if (appended) return *appended;
            }
            return fail(ErrorKind::Unavailable,
                        "Other writers to stream \"" + stream.value + "\" were faster each time (" +
                            connection.where() + ")",
                        "Try again");
        });
    });
}

Result<std::optional<Appended>> MappedWriter::tryOnce(PgConnection &connection, Request &request,
                                                      const JobControl &job) {
    ES_ASSIGN(transaction, beginMapped(connection, how(), job));
    ES_ASSIGN(tail, mappedTail(connection, table(), versionBase(), request.stream, job));
    MappedGiven given(table(), how());
    for (std::size_t i = 0; i < request.events.size(); ++i) {
        const Version version{tail.version.value + 1 + static_cast<std::int64_t>(i)};
        given.add(request.events[i],
                  {request.stream.value, tail.parts, version, {}, laterThan(tail.recordedAt, i + 1)});
    }
    ES_ASSIGN(known, findKnownMapped(connection, table(), how(), given, job));
    ES_ASSIGN(verdict, decideAppend(request.stream, request.expected, tail.version, request.events,
                                    knownOf(known, request.events), versionBase()));
    if (verdict.duplicate) return std::optional(Appended{verdict.first, verdict.last, known.back()->position, true});
    const auto lose = [&](const Error &error) -> Result<std::optional<Appended>> {
        const bool byRule = byUniqueRule(connection);
        // What another writer wrote can be seen by now; if the stream is as it was, something else is in the way.
        if (byRule && request.lostAt == tail.version) return ruleInTheWay(table(), request.stream, tail.version, error);
        if (byRule) request.lostAt = tail.version;
        return std::optional<Appended>();
    };
    ES_ASSIGN(insertion, insertMapped(connection, table(), how(), given, job));
    if (insertion.lost) return lose(*insertion.lost);
    const Appended appended{verdict.first, verdict.last, insertion.places.back()->position, false};
    auto committed = transaction.commit();
    if (committed) return std::optional(appended);
    // A rule may be checked as late as here.
    if (committed.error().kind != ErrorKind::OutcomeUnknown)
        return anotherWasFaster(connection) ? lose(committed.error()) : fail(std::move(committed).error());
    const auto look = [&](PgConnection &again) -> Result<std::optional<Appended>> {
        ES_ASSIGN(found, findMapped(again, table(), how().find, given, {}));
        return found == insertion.places ? std::optional(appended) : std::nullopt;
    };
    return m_turn.settle<Appended>(std::move(committed).error(), kRepeatAppend, job, look).map([](const Appended &one) {
        return std::optional(one);
    });
}

Result<Imported> MappedWriter::import(ImportSource &source, const JobControl &job) {
    if (!how().idsAreUnique) {
        return fail(ErrorKind::Unsupported,
                    table().shownName + " keeps no ids of events that are unique, so an import could not be repeated",
                    "Append the events, or import them into a store of ours");
    }
    return m_turn.take<Imported>(job, [&](PgConnection &connection) -> Result<Imported> {
        MappedImporter importer(connection, table(), how(), versionBase(), m_limits);
        auto imported = importer.run(source, job);
        if (imported || imported.error().kind != ErrorKind::OutcomeUnknown) return imported;
        return m_turn.settle<Imported>(std::move(imported).error(), kRepeatImport, job,
                                       [&](PgConnection &again) { return importer.findWritten(again); });
    });
}

Result<void> MappedWriter::putSnapshots(std::span<const Snapshot>, const JobControl &) {
    return fail(ErrorKind::Unsupported,
                "Snapshots beside " + table().shownName + " are those of the program whose tables they are",
                "Keep them in a store of ours");
}

} // namespace eventscope
