// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/copy_projecting.h"

#include "core/lens/lens.h"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace eventscope {

namespace {

/// What a projection could not take, by the row of the stored batch.
class Refused final : public ProjectionSink {
  public:
    explicit Refused(const ReadableBatch &events) : m_events(events) {}
    [[nodiscard]] Result<void> failed(std::size_t row, std::string_view, const std::string &reason) override {
        reasons.try_emplace(m_events.storedRow(row), reason);
        return {};
    }
    std::map<std::size_t, std::string> reasons;

  private:
    const ReadableBatch &m_events;
};

/// One projection, over the source and beside it over the copy.
class Comparing {
  public:
    explicit Comparing(const ProjectionPtr &projection)
        : m_source(projection->start({}, true)), m_copy(projection->start({}, true)) {
        m_found.model = projection->info().name;
    }

    Result<void> take(const ReadableBatch &source, const ReadableBatch &copy, const JobControl &job) {
        ES_ASSIGN(before, refusedBy(*m_source, source, job));
        ES_ASSIGN(after, refusedBy(*m_copy, copy, job));
        for (const auto &[row, reason] : after) {
            if (before.contains(row)) continue;
            const EventView event = (*copy.stored())[row];
            if (m_found.events++ == 0) {
                m_found.version = event.version();
                m_found.type = event.type();
                m_found.reason = reason;
            }
        }
        return {};
    }
    [[nodiscard]] const RefusedInCopy &found() const { return m_found; }

  private:
    static Result<std::map<std::size_t, std::string>> refusedBy(ProjectionRun &run, const ReadableBatch &events,
                                                                const JobControl &job) {
        NoRows rows;
        Refused refused(events);
        ES_TRY(run.apply(events, {0, events.rows()}, rows, &refused, job));
        return std::move(refused.reasons);
    }

    const std::unique_ptr<ProjectionRun> m_source, m_copy;
    RefusedInCopy m_found;
};

/// The same batch with what the rules make of it, where it stands now: places are no part of what is asked here.
Result<BatchPtr> transformed(const EventBatch &source, EventTransformer &transformer, KeyVault::Lease *keys) {
    BatchBuilder builder(source.dictionaryPtr(), source.fields());
    builder.reserve(source.rows(), source.arena().size());
    for (std::size_t at = 0; at < source.rows(); ++at) {
        const EventView event = source[at];
        ES_ASSIGN(made, transformer.transform(event, keys));
        EventRow row;
        row.position = event.position();
        row.stream = event.streamCode();
        row.type = event.typeCode();
        row.version = event.version();
        row.recordedUs = source.recordedUs()[at];
        if (!source.validUs().empty()) row.validUs = source.validUs()[at];
        row.id = event.id();
        if (!source.hashes().empty()) row.hash = source.hashes()[at];
        row.data = {made.event.dataEncoding, made.event.data};
        row.metadata = {made.event.metadataEncoding, made.event.metadata};
        builder.add(row);
    }
    return builder.publish();
}

} // namespace

Result<std::vector<RefusedInCopy>> projectCopy(const TransformationSources &sources, const TransformationTask &task,
                                               const std::vector<UpcasterPtr> &upcasters,
                                               std::span<const ProjectionPtr> projections, const JobControl &job) {
    ES_ASSIGN(lenses, lensesOf(upcasters, sources.protection));
    std::deque<Comparing> all; // they cannot be moved
    for (const ProjectionPtr &projection : projections)
        all.emplace_back(projection);
    EventTransformer transformer(task, sources.protection, sources.vault);
    Query query;
    query.from = Selector::stream(task.source);
    query.fields = Fields::All;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        BatchPtr changed;
        {
            std::optional<KeyVault::Lease> keys;
            if (sources.vault) keys.emplace(*sources.vault);
            ES_ASSIGN(made, transformed(*batch, transformer, keys ? &*keys : nullptr));
            changed = std::move(made);
        }
        ES_ASSIGN(source, lenses.forKeeping->open(batch));
        ES_ASSIGN(copy, lenses.forKeeping->open(std::move(changed)));
        for (Comparing &each : all)
            ES_TRY(each.take(source, copy, job));
        return Flow::More;
    });
    ES_TRY(sources.store.scan(query, sink, job));
    std::vector<RefusedInCopy> refused;
    for (const Comparing &each : all)
        if (each.found().events > 0) refused.push_back(each.found());
    return refused;
}

std::string sentenceOf(const RefusedInCopy &refused) {
    return "the projection " + refused.model + " would refuse " + std::to_string(refused.events) +
           (refused.events == 1 ? " event" : " events") + " of the copy, the first at version " +
           std::to_string(refused.version.value) + " (" + refused.type + "): " + refused.reason;
}

} // namespace eventscope
