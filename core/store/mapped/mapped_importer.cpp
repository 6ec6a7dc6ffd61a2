// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_importer.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::size_t kEventsAtOnce = 1000;
constexpr std::size_t kBytesAtOnce = 8u << 20;

Failure tooLate(const Error &error) {
    return fail(ErrorKind::Unavailable, "Another writer was faster, and nothing was imported", "Repeat the import",
                error.message);
}

} // namespace

Result<Imported> MappedImporter::run(ImportSource &source, const JobControl &job) {
    ES_ASSIGN(transaction, beginMapped(m_connection, m_append, job));
    ES_TRY(transaction.liftTimeLimits(job));
    if (m_table.order == OrderKind::Clock) {
        ES_ASSIGN(found, m_connection.query("SELECT max(" + m_table.time + ") FROM " + m_table.name, job));
        if (!found.isNull(0, 0)) {
            ES_ASSIGN(last, found.time(0, 0));
            m_last = last;
        }
    }
    ES_TRY(takeAll(source, job));
    auto committed = transaction.commit();
    if (committed) return m_imported;
    // A rule may be checked as late as here.
    if (committed.error().kind == ErrorKind::OutcomeUnknown || !anotherWasFaster(m_connection))
        return fail(std::move(committed).error());
    return tooLate(committed.error());
}

Result<void> MappedImporter::takeAll(ImportSource &source, const JobControl &job) {
    for (ImportEvent event;;) {
        if (job.stopRequested()) return cancelled();
        ES_ASSIGN(more, source.next(event));
        if (!more) return flush(job);
        ES_TRY(checkImport(event, m_limits));
        if (auto fits = checkGiven(m_table, m_append, event.event); !fits)
            return fail(atLine(event, std::move(fits).error()));
        // What repeats an event of the same file is found among those that are written.
        if (m_waitingIds.contains(event.event.id) || m_waiting.size() >= kEventsAtOnce ||
            m_waitingBytes >= kBytesAtOnce)
            ES_TRY(flush(job));
        m_waitingIds.insert(event.event.id);
        m_waitingBytes += event.event.data.size() + event.event.metadata.size();
        m_waiting.push_back(event);
    }
}

Result<MappedTail *> MappedImporter::tailOf(const ImportEvent &event, const JobControl &job) {
    if (const auto found = m_tails.find(event.stream.value); found != m_tails.end()) return &found->second;
    auto tail = mappedTail(m_connection, m_table, m_versionBase, event.stream, job);
    if (!tail) return fail(atLine(event, std::move(tail).error()));
    return &m_tails.emplace(event.stream.value, *std::move(tail)).first->second;
}

Result<MappedPlaces> MappedImporter::known(const JobControl &job) {
    MappedGiven given(m_table, m_append);
    for (const ImportEvent &event : m_waiting) {
        ES_ASSIGN(tail, tailOf(event, job));
        given.add(event.event, {event.stream.value, tail->parts, tail->version, {}, {}});
    }
    return findKnownMapped(m_connection, m_table, m_append, given, job);
}

Result<void> MappedImporter::place(const ImportEvent &event, Version version, MappedGiven &given) {
    if (m_table.order == OrderKind::Clock) {
        if (m_last && event.recordedAt <= *m_last) {
            return fail(atLine(event, {ErrorKind::Invalid,
                                       "The time of event " + toString(event.event.id) +
                                           " is not later than the last one before it, and only times order " +
                                           m_table.shownName,
                                       "Import into a table with a number, or into a store of ours",
                                       {},
                                       {}}));
        }
        m_last = event.recordedAt;
    }
    MappedTail &tail = m_tails.at(event.stream.value);
    tail.version = version;
    given.add(event.event, {event.stream.value, tail.parts, version, event.recordedAt, {}});
    return {};
}

Result<void> MappedImporter::flush(const JobControl &job) {
    ES_ASSIGN(places, known(job));
    MappedGiven given(m_table, m_append);
    for (std::size_t i = 0; i < m_waiting.size(); ++i) {
        const ImportEvent &event = m_waiting[i];
        const auto one =
            places.empty() ? std::vector<std::optional<KnownEvent>>(1) : knownOf({places[i]}, {&event.event, 1});
        ES_ASSIGN(verdict, decideImport(event, m_tails.at(event.stream.value).version, one.front()));
        if (verdict.duplicate) {
            ++m_imported.duplicates;
            m_imported.last = places[i]->position;
        } else {
            ES_TRY(place(event, verdict.version, given));
        }
    }
    if (given.size() > 0) {
        ES_ASSIGN(insertion, insertMapped(m_connection, m_table, m_append, given, job));
        if (insertion.lost) return tooLate(*insertion.lost);
        m_imported.events += given.size();
        m_imported.last = insertion.places.back()->position;
        m_places = std::move(insertion.places);
        m_writtenEvents = std::move(m_waiting); // keeps its elements where they are
        m_written.emplace(std::move(given));
    }
    m_waiting.clear();
    m_waitingIds.clear();
    m_waitingBytes = 0;
    job.report(m_imported.events + m_imported.duplicates);
    return {};
}

Result<std::optional<Imported>> MappedImporter::findWritten(PgConnection &connection) const {
    if (!m_written) return std::optional(m_imported);
    ES_ASSIGN(found, findMapped(connection, m_table, m_append.find, *m_written, {}));
    return found == m_places ? std::optional(m_imported) : std::nullopt;
}

} // namespace eventscope
