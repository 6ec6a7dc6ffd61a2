// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregate/samples/sample_maker.h"
#include "core/event/metadata.h"
#include "core/json/json.h"
#include "core/store/memory/memory_store.h"

#include <QtTest/QtTest>

#include <map>
#include <string>
#include <vector>

namespace eventscope::test {

/// One event of a sample, with its payload as a document.
struct SampleEvent {
    std::string stream, type;
    std::int64_t version = 0;
    int schemaVersion = 1;
    Time recordedAt;
    std::string id;
    Json data;
    MetadataFields metadata;

    [[nodiscard]] std::string text(std::string_view member) const { return std::string(data.member(member).token()); }
};

/// Everything that a store holds, events and snapshots, in one word.
inline std::string fingerprintOf(const EventStore &store) {
    Hasher hasher;
    Query query;
    query.fields = Fields::All;
    SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            const EventView view = (*batch)[row];
            hasher.addSized(view.stream()).addSized(toString(view.id()));
            hasher.add(static_cast<std::uint64_t>(toUs(view.recordedAt()))).add(batch->hashes()[row]);
        }
        return Flow::More;
    });
    if (!store.scan(query, sink, {})) return {};
    const SnapshotList snapshots = store.snapshots({}, {}).value();
    for (const Snapshot &each : snapshots) {
        hasher.addSized(each.stream.value).add(each.position.minor).addSized(each.state);
        hasher.add(static_cast<std::uint64_t>(toUs(each.takenAt)));
    }
    return toHex(hasher.finish().bytes);
}

/// A sample in a store in memory.
struct MadeSample {
    explicit MadeSample(const samples::SampleOptions &options) : made(samples::makeSample(store, clock, options, {})) {}

    SimulatedClock clock;
    MemoryStore store{clock};
    Result<samples::SampleReport> made;

    /// Every event of a query, or of the whole log.
    [[nodiscard]] std::vector<SampleEvent> events(Query query = {}) const {
        std::vector<SampleEvent> all;
        query.fields = Fields::All;
        SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row) {
                const EventView view = (*batch)[row];
                ES_ASSIGN(data, Json::parse(view.data().bytes));
                all.push_back({std::string(view.stream()), std::string(view.type()), view.version().value,
                               view.schemaVersion(), view.recordedAt(), toString(view.id()), std::move(data),
                               readMetadata(view.metadata())});
            }
            return Flow::More;
        });
        const auto scanned = store.reader().scan(query, sink, {});
        return scanned ? all : std::vector<SampleEvent>();
    }
    [[nodiscard]] std::vector<SampleEvent> streamEvents(const std::string &stream) const {
        Query query;
        query.from = Selector::stream({stream});
        return events(std::move(query));
    }

    [[nodiscard]] SnapshotList snapshots() const { return store.reader().snapshots({}, {}).value(); }

    [[nodiscard]] std::string fingerprint() const { return fingerprintOf(store.reader()); }

    [[nodiscard]] const samples::PlantedFault *fault(std::string_view name) const {
        for (const auto &each : made->plantedFaults) {
            if (each.name == name) return &each;
        }
        return nullptr;
    }
};

} // namespace eventscope::test
