// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/fill_shadow.h"

#include "core/base/no_memory.h"
#include "core/projection/grouped_rows.h"
#include "core/projection/open_model.h"
#include "core/store/events_at.h"

#include <algorithm>

namespace eventscope {

namespace {

/// Where in the data of events of this type the query looks.
std::vector<Pointer> placesIn(const GroupQuery &query, const std::string &type) {
    std::vector<Pointer> places;
    const auto add = [&](const EventPart &part) {
        if (part.kind == EventPart::Kind::Payload) places.push_back(part.place);
    };
    const auto addOf = [&](const auto &each) {
        const auto *part = std::get_if<EventPart>(&each.of);
        if (part && each.type == type) add(*part);
    };
    add(query.key);
    for (const GroupQuery::Sum &sum : query.sums)
        std::ranges::for_each(sum.addends, addOf);
    for (const GroupQuery::Last &last : query.lasts)
        std::ranges::for_each(last.setters, addOf);
    return places;
}

/// Nothing: an event would fail, or something else that only a run can do.
std::optional<std::vector<RowChange>> changesOf(const GroupedRows &grouped, const std::vector<EventGroup> &groups) {
    std::vector<RowChange> changes;
    changes.reserve(groups.size());
    for (const EventGroup &group : groups) {
        auto row = wrongKey(group.key).empty() ? grouped.row(group) : std::nullopt;
        if (!row) return std::nullopt;
        changes.push_back({group.key, std::move(row), group.last, group.events});
    }
    return changes;
}

Result<std::optional<Time>> timeOfEventAt(const EventStore &store, Position position, const JobControl &job) {
    std::optional<Time> time;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        if (batch->rows() > 0) time = (*batch)[0].recordedAt();
        return Flow::Enough;
    });
    ES_TRY(store.scan(eventAt(position, Fields::Header), sink, job));
    return time;
}

/// Where the rows have come to; nothing when the last event is not there any more.
Result<std::optional<ModelCheckpoint>> checkpointOf(const ProjectionContext &context,
                                                    const std::vector<EventGroup> &groups, Position until,
                                                    const JobControl &job) {
    ModelCheckpoint checkpoint;
    Position last = kBeforeAll;
    for (const EventGroup &group : groups) {
        checkpoint.events += group.events;
        last = std::max(last, group.last);
    }
    if (!groups.empty()) {
        ES_ASSIGN(time, timeOfEventAt(context.store, last, job));
        if (!time) return std::optional<ModelCheckpoint>();
        checkpoint.lastEventTime = time;
    }
    checkpoint.position = until;
    checkpoint.committedAt = context.clock.now();
    return std::optional(checkpoint);
}

Result<bool> fillEmpty(const ProjectionContext &context, const GroupedRows &grouped, ModelInfo model,
                       const CommitPace &pace, RunListener *listener, const JobControl &job) {
    ES_ASSIGN(head, context.store.head(job));
    if (listener) listener->headIs(head);
    if (head.settled == kBeforeAll) return false;
    GroupQuery query = grouped.query();
    query.until = head.settled;
    query.bytesMax = pace.rowBytesMax;
    auto groups = context.store.groups(query, job);
    if (job.stopRequested()) return cancelled();
    if (!groups) return false;
    auto changes = changesOf(grouped, *groups);
    if (!changes) return false;
    ES_ASSIGN(checkpoint, checkpointOf(context, *groups, head.settled, job));
    if (!checkpoint) return false;
    groups->clear();
    ES_TRY(context.models.commit(model, {kBeforeAll, *checkpoint, *std::move(changes), {}}, job));
    model.checkpoint = *checkpoint;
    if (listener) listener->committed(model);
    return true;
}

} // namespace

Result<bool> fillShadow(const ProjectionContext &context, const ProjectionPtr &projection, const CommitPace &pace,
                        RunListener *listener, const JobControl &job) {
    const auto grouped = projection->grouped();
    if (!grouped || !context.store.info().has(Capability::ReadLog)) return false;
    const auto isKept = [&](const std::string &type) {
        return context.lens->keeps(type, placesIn(grouped->query(), type));
    };
    if (!std::ranges::all_of(grouped->query().types, isKept)) return false;
    return withoutThrowing([&]() -> Result<bool> {
        ES_ASSIGN(lock, context.models.lock(projection->info().name, ModelRole::Shadow, job));
        ES_ASSIGN(model, openModel(context, *projection, ModelRole::Shadow, job));
        if (model.checkpoint != ModelCheckpoint{}) return false;
        return fillEmpty(context, *grouped, std::move(model), pace, listener, job);
    });
}

} // namespace eventscope
