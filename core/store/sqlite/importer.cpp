// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/importer.h"

#include "core/store/content_hash.h"
#include "core/store/sqlite/store_layout.h"

#include <algorithm>
#include <vector>

namespace eventscope {

namespace {

constexpr std::uint64_t kReportEvery = 4096;

} // namespace

Importer::Importer(SqliteConnection &connection, EventWriter &rows, const AppendLimits &limits)
    : m_connection(connection), m_rows(rows), m_limits(limits) {}

Result<Imported> Importer::run(ImportSource &source, const JobControl &job) {
    ES_ASSIGN(log, m_rows.logTail());
    m_log = log;
    m_bulk = log.position == 0;
    if (m_bulk) ES_TRY(m_connection.run(std::string(dropForBulkSql())));
    ES_TRY(takeAll(source, job));
    ES_TRY(saveStreams());
    if (m_bulk) ES_TRY(m_connection.run(std::string(restoreAfterBulkSql())));
    return m_imported;
}

Result<void> Importer::takeAll(ImportSource &source, const JobControl &job) {
    ImportEvent event;
    for (;;) {
        if (job.stopRequested()) return cancelled();
        ES_ASSIGN(more, source.next(event));
        if (!more) return {};
        ES_TRY(checkImport(event, m_limits));
        ES_TRY(take(event));
        const std::uint64_t done = m_imported.events + m_imported.duplicates;
        if (done % kReportEvery == 0) job.report(done);
    }
}

Result<void> Importer::take(const ImportEvent &event) {
    ES_ASSIGN(known, find(event.event.id));
    ES_ASSIGN(tail, tailOf(event.stream.value));
    ES_ASSIGN(verdict, decideImport(event, tail->version, known ? std::optional(known->event) : std::nullopt));
    if (verdict.duplicate) {
        ++m_imported.duplicates;
        m_imported.last.minor = static_cast<std::uint64_t>(known->position);
        return {};
    }
    const std::int64_t position = ++m_log.position;
    ES_TRY(m_rows.write(event.stream.value, *tail, position, event.recordedAt, event.event, contentHash(event.event)));
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

Result<StreamTail *> Importer::tailOf(const std::string &stream) {
    const auto known = m_streams.find(stream);
    if (known != m_streams.end()) return &known->second;
    ES_ASSIGN(tail, m_rows.streamTail(stream));
    return &m_streams.emplace(stream, tail).first->second;
}

Result<void> Importer::saveStreams() {
    std::vector<std::pair<const std::string, StreamTail> *> grown;
    for (auto &entry : m_streams) {
        if (entry.second.number != 0) grown.push_back(&entry);
    }
    // In the order of their numbers they go to the right edge of the table.
    std::ranges::sort(grown, {}, [](const auto *entry) { return entry->second.number; });
    for (auto *entry : grown)
        ES_TRY(m_rows.save(entry->first, entry->second));
    return m_connection.run("INSERT OR REPLACE INTO store_info VALUES ('imported_until', '" +
                            std::to_string(m_log.recordedUs) + "')");
}

} // namespace eventscope
