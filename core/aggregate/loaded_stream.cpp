// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/loaded_stream.h"

namespace eventscope {

LoadedStream emptyStream(const StoreInfo &info) {
    LoadedStream loaded;
    loaded.version.value = info.versionBase - 1;
    return loaded;
}

LoadedStream streamAt(const Snapshot &snapshot, const StoreInfo &info) {
    LoadedStream loaded;
    loaded.version = snapshot.version;
    loaded.events = snapshot.version.value - info.versionBase + 1;
    loaded.snapshotEvents = loaded.events;
    loaded.since = snapshot.takenAt;
    return loaded;
}

Result<std::optional<Snapshot>> latestSnapshot(const EventStore &store, const StreamId &stream, std::string_view fold,
                                               int foldVersion, const JobControl &job) {
    if (!store.info().has(Capability::Snapshots)) return std::nullopt;
    ES_ASSIGN(list, store.snapshots(stream, job));
    for (auto snapshot = list.rbegin(); snapshot != list.rend(); ++snapshot) {
        if (snapshot->fold == fold && snapshot->foldVersion == foldVersion) return std::move(*snapshot);
    }
    return std::nullopt;
}

Result<void> readOn(const EventStore &store, const StreamId &stream, const LensPtr &lens, LoadedStream &loaded,
                    const std::function<Result<void>(const ReadableBatch &)> &onBatch, const JobControl &job) {
    SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
        if (batch->rows() == 0) return Flow::More;
        if (loaded.events == 0) loaded.since = timeOfUs(batch->recordedUs().front());
        loaded.version.value = batch->version().back();
        loaded.events += static_cast<std::int64_t>(batch->rows());
        ES_ASSIGN(readable, lens ? lens->open(std::move(batch)) : Result<ReadableBatch>(std::move(batch)));
        ES_TRY(onBatch(readable));
        return Flow::More;
    });
    Query query;
    query.from = Selector::stream(stream);
    if (loaded.events > 0) query.afterVersion = loaded.version;
    query.fields = Fields::Data;
    if (lens) query.fields = query.fields | lens->fields();
    ES_TRY(store.scan(query, sink, job));
    return {};
}

Failure cannotLoad(const ReadableEvent &event, std::string_view reason) {
    const EventView stored = event.stored();
    return fail(ErrorKind::Corrupt,
                std::string(stored.stream()) + " cannot be loaded: version " + std::to_string(stored.version().value) +
                    " cannot be folded",
                "Correct it with an upcaster, or look at the stream with another fold", std::string(reason));
}

} // namespace eventscope
