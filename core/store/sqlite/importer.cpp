// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/importer.h"

#include "core/store/content_hash.h"
#include "core/store/sqlite/store_layout.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::uint64_t kReportEvery = 4096;
/// How many events before it is looked up a place in a large table is asked for.
constexpr std::size_t kPrefetchDistance = 8;

Hash linkBehind(const ChainEnd &end, const PreparedImport &prepared) {
    const ImportEvent &event = prepared.event;
    return chainHash(end.chain, event.stream.value, {end.version.value + 1}, event.event.id, prepared.content,
                     event.recordedAt);
}

} // namespace

Importer::Importer(SqliteConnection &connection, EventWriter &rows, const AppendLimits &limits)
    : m_connection(connection), m_rows(rows), m_limits(limits) {}

Result<Imported> Importer::run(ImportSource &source, const JobControl &job) {
    ES_ASSIGN(log, m_rows.logTail());
    m_log = log;
    m_bulk = log.position == 0;
    if (m_bulk) ES_TRY(m_connection.run(std::string(dropForBulkSql())));
    ES_TRY(takeAll(source, job));
    ES_TRY(saveStreams(job));
    if (m_bulk) ES_TRY(m_connection.run(std::string(restoreAfterBulkSql())));
    return m_imported;
}

Result<void> Importer::takeAll(ImportSource &source, const JobControl &job) {
    ImportFeed feed(source, m_limits, m_bulk ? ImportFeed::Chains::Guess : ImportFeed::Chains::Leave, job);
    for (;;) {
        ES_ASSIGN(batch, feed.next());
        if (batch.empty()) return {};
        ES_TRY(takeBatch(batch, job));
    }
}

Result<void> Importer::takeBatch(std::span<const PreparedImport> batch, const JobControl &job) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (job.stopRequested()) return cancelled();
        if (m_bulk && i + kPrefetchDistance < batch.size()) {
            m_ids.prefetch(batch[i + kPrefetchDistance].event.event.id);
        }
        ES_TRY(take(batch[i]));
        const std::uint64_t done = m_imported.events + m_imported.duplicates;
        if (done % kReportEvery == 0) job.report(done);
    }
    return {};
}

Result<void> Importer::take(const PreparedImport &prepared) {
    const ImportEvent &event = prepared.event;
    ES_ASSIGN(known, find(event.event.id));
    ES_ASSIGN(stream, streamOf(prepared));
    StreamTail &tail = stream->tail;
    ES_ASSIGN(verdict, decideImport(event, tail.version, known ? std::optional(known->event) : std::nullopt));
    if (verdict.duplicate) {
        ++m_imported.duplicates;
        m_imported.last.minor = static_cast<std::uint64_t>(known->position);
        return {};
    }
    const std::int64_t position = ++m_log.position;
    const ChainEnd here{tail.version, tail.chain};
    const Hash chain = m_bulk && prepared.before == here ? prepared.after.chain : linkBehind(here, prepared);
    ES_TRY(m_rows.write(stream->name, tail, position, event.recordedAt, event.event, {prepared.content, chain}));
    if (m_bulk) m_ids.insert(event.event.id, position);
    m_log.recordedUs = std::max(m_log.recordedUs, toUs(event.recordedAt));
    m_imported.last.minor = static_cast<std::uint64_t>(position);
    ++m_imported.events;
    return {};
}

Result<std::optional<EventWriter::Known>> Importer::find(const EventId &id) {
    if (!m_bulk) return m_rows.find(id);
    Result<std::optional<EventWriter::Known>> found;
    m_ids.visit(id, [&](std::int64_t position) {
        found = m_rows.findAt(position, id);
        return !found || found->has_value();
    });
    return found;
}

Result<Importer::Stream *> Importer::streamOf(const PreparedImport &prepared) {
    if (prepared.stream == m_streams.size()) {
        ES_ASSIGN(tail, m_rows.streamTail(prepared.event.stream.value));
        m_streams.push_back({prepared.event.stream.value, tail});
    }
    return &m_streams[prepared.stream];
}

Result<void> Importer::saveStreams(const JobControl &job) {
    std::erase_if(m_streams, [](const Stream &stream) { return stream.tail.number == 0; });
    // In the order of their numbers they go to the right edge of the table.
    std::ranges::sort(m_streams, {}, [](const Stream &stream) { return stream.tail.number; });
    for (Stream &stream : m_streams) {
        if (job.stopRequested()) return cancelled();
        ES_TRY(m_rows.save(stream.name, stream.tail));
    }
    return m_connection.run("INSERT OR REPLACE INTO store_info VALUES ('imported_until', '" +
                            std::to_string(m_log.recordedUs) + "')");
}

} // namespace eventscope
