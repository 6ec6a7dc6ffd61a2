// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/memory_store.h"

#include "core/store/append_rules.h"
#include "core/store/content_hash.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace eventscope {

namespace {

constexpr std::uint64_t kReportEvery = 4096;

StoreInfo infoOf(Clock &clock) {
    StoreInfo info;
    const auto nowMs = static_cast<std::uint64_t>(std::max<std::int64_t>(0, toUs(clock.now()) / 1000));
    info.identity = {toString(newEventId(nowMs)), "memory:", "memory"};
    info.layout = "memory";
    info.can = {Capability::ReadLog,  Capability::Follow, Capability::Snapshots,  Capability::ValidTime,
                Capability::PushDown, Capability::Append, Capability::AppendOnce, Capability::Import};
    info.readOnly = {false, {{"type", "opened for writing, in this program's memory only", false}}};
    return info;
}

} // namespace

MemoryStore::MemoryStore(Clock &clock, AppendLimits limits)
    : m_clock(clock),
      m_limits(limits),
      m_log(std::make_shared<EventLog>()),
      m_snapshots(std::make_shared<SnapshotShelf>()),
      m_reader(infoOf(clock), m_log, m_snapshots),
      m_lastUs(std::numeric_limits<std::int64_t>::min()) {}

std::optional<KnownEvent> MemoryStore::find(const EventId &id) const {
    const auto row = m_log->findId(id);
    if (!row) return std::nullopt;
    const EventRow event = m_log->eventRow(*row, Fields::Hash);
    return KnownEvent{std::string(m_log->dictionary()->stream(event.stream)), event.version, event.hash};
}

Position MemoryStore::positionOf(const EventId &id) const { return {0, m_log->findId(id).value() + std::uint64_t{1}}; }

void MemoryStore::add(const StreamId &stream, Version version, std::int64_t recordedUs, const NewEvent &event) {
    EventLog::Added added{stream.value,
                          version,
                          recordedUs,
                          EventBatch::kNoTime,
                          event.id,
                          event.type,
                          event.schemaVersion,
                          {event.dataEncoding, event.data},
                          {event.metadataEncoding, event.metadata}};
    if (event.validAt) added.validUs = toUs(*event.validAt);
    m_log->add(added);
    m_lastUs = std::max(m_lastUs, recordedUs);
}

Result<Appended> MemoryStore::append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                     const JobControl &job) {
    ES_TRY(checkBatch(stream, events, m_limits));
    if (job.stopRequested()) return cancelled();
    const std::scoped_lock lock(m_writing);
    std::vector<std::optional<KnownEvent>> known;
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto found = find(events[i].id);
        if (!found) continue;
        known.resize(events.size());
        known[i] = std::move(found);
    }
    ES_ASSIGN(verdict,
              decideAppend(stream, expected, m_log->lastVersion(stream.value).value_or(Version{}), events, known));
    if (!verdict.duplicate) {
        std::int64_t recordedUs = toUs(m_clock.now());
        if (recordedUs <= m_lastUs) recordedUs = m_lastUs + 1;
        Version version = verdict.first;
        for (const NewEvent &event : events) {
            add(stream, version, recordedUs++, event);
            ++version.value;
        }
        m_log->publish();
    }
    return Appended{verdict.first, verdict.last, positionOf(events.back().id), verdict.duplicate};
}

Result<Imported> MemoryStore::import(ImportSource &source, const JobControl &job) {
    const std::scoped_lock lock(m_writing);
    const std::int64_t lastUs = m_lastUs;
    auto imported = importAll(source, job);
    if (imported) {
        m_log->publish();
    } else {
        m_log->discard();
        m_lastUs = lastUs;
    }
    return imported;
}

Result<Imported> MemoryStore::importAll(ImportSource &source, const JobControl &job) {
    Imported imported;
    ImportEvent event;
    for (;;) {
        if (job.stopRequested()) return cancelled();
        ES_ASSIGN(more, source.next(event));
        if (!more) return imported;
        ES_TRY(checkImport(event, m_limits));
        ES_ASSIGN(verdict, decideImport(event, m_log->lastVersion(event.stream.value).value_or(Version{}),
                                        find(event.event.id)));
        if (verdict.duplicate) {
            ++imported.duplicates;
        } else {
            add(event.stream, verdict.version, toUs(event.recordedAt), event.event);
            ++imported.events;
        }
        imported.last = positionOf(event.event.id);
        const std::uint64_t done = imported.events + imported.duplicates;
        if (done % kReportEvery == 0) job.report(done);
    }
}

Result<void> MemoryStore::putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) {
    if (job.stopRequested()) return cancelled();
    ES_TRY(checkSnapshots(snapshots));
    for (const Snapshot &snapshot : snapshots)
        m_snapshots->put(snapshot);
    return {};
}

std::shared_ptr<const EventStore> emptyMemoryStore() {
    SystemClock clock;
    StoreInfo info = infoOf(clock);
    std::erase_if(info.can, [](Capability can) {
        return can == Capability::Append || can == Capability::AppendOnce || can == Capability::Import;
    });
    info.notAppendable = {"it is in this program's memory, and empty"};
    info.readOnly = {true, {{"type", "opened as a reader, which has no way to write", true}}};
    return std::make_shared<LogReader>(std::move(info), std::make_shared<EventLog>(),
                                       std::make_shared<SnapshotShelf>());
}

} // namespace eventscope
