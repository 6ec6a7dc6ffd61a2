// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/rebuild.h"

#include "core/projection/fill_shadow.h"
#include "core/projection/open_model.h"
#include "core/projection/replay.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::chrono::milliseconds kTryFor{1000};
/// Each time the live table can have moved on; more often than this it runs away.
constexpr int kCatchUpsMax = 20;

/// Stops a replay that is made to see how fast it goes.
class Trial final : public ReplayListener {
  public:
    [[nodiscard]] Flow batchDone(std::uint64_t events) override {
        m_events = events;
        m_time = std::chrono::steady_clock::now() - m_begin;
        return m_time < kTryFor ? Flow::More : Flow::Enough;
    }
    [[nodiscard]] std::uint64_t events() const { return m_events; }
    [[nodiscard]] std::chrono::microseconds timeFor(std::uint64_t events) const {
        if (m_events == 0) return {};
        const double each = std::chrono::duration<double, std::micro>(m_time).count() / static_cast<double>(m_events);
        return std::chrono::microseconds(static_cast<std::int64_t>(each * static_cast<double>(events)));
    }

  private:
    const std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::chrono::steady_clock::duration m_time{};
    std::uint64_t m_events = 0;
};

Result<std::uint64_t> countEvents(const EventStore &store, const ProjectionInfo &info, const JobControl &job) {
    CatalogueQuery query;
    query.what = CatalogueQuery::What::Types;
    query.rowsMax = kNoLimit;
    ES_ASSIGN(catalogue, store.catalogue(query, job));
    std::uint64_t events = 0;
    for (const TypeEntry &entry : catalogue.types)
        if (info.knows(entry.type)) events += entry.events;
    return events;
}

/// The model that carryOn() was asked for alone.
Result<ModelInfo> carryOnOne(const ProjectionContext &context, const ModelTarget &target, const CommitPace &pace,
                             RunListener *listener, const JobControl &job) {
    RunOptions options;
    options.pace = pace;
    ES_ASSIGN(outcomes, carryOn(context, std::span(&target, 1), options, listener, job));
    return std::move(outcomes.front().model);
}

Failure missing(const std::string &name, std::string_view what) {
    return fail(ErrorKind::NotFound, name + " has no " + std::string(what), "Run the projection, or rebuild it, first");
}

} // namespace

Result<RebuildEstimate> estimateRebuild(const ProjectionContext &context, const ProjectionPtr &projection,
                                        const JobControl &job) {
    const std::string &name = projection->info().name;
    RebuildEstimate estimate;
    ES_ASSIGN(events, countEvents(context.store, projection->info(), job));
    estimate.events = events;
    ES_ASSIGN(live, context.models.find(name, ModelRole::Live, job));
    if (live) {
        ES_ASSIGN(rows, context.models.count(*live, job));
        estimate.rows = rows;
    }
    ES_ASSIGN(shadow, context.models.find(name, ModelRole::Shadow, job));
    if (shadow && isOf(*shadow, *projection, *context.lens)) estimate.alreadyTaken = shadow->checkpoint.events;
    Trial trial;
    ES_TRY(replay(context.store, *context.lens, *projection, nullptr, kEnd, &trial, job));
    estimate.tried = trial.events();
    estimate.time = trial.timeFor(events - std::min(events, estimate.alreadyTaken));
    return estimate;
}

Result<ModelInfo> buildShadow(const ProjectionContext &context, const ProjectionPtr &projection, const CommitPace &pace,
                              RunListener *listener, const JobControl &job) {
    ES_ASSIGN(shadow, context.models.find(projection->info().name, ModelRole::Shadow, job));
    if (shadow && !isOf(*shadow, *projection, *context.lens))
        ES_TRY(dropShadow(context.models, projection->info().name, job));
    // Whether the store has made the rows or not: what is missing is taken event by event.
    ES_TRY(fillShadow(context, projection, pace, listener, job));
    return carryOnOne(context, {projection, ModelRole::Shadow}, pace, listener, job);
}

Result<ModelInfo> serveShadow(const ProjectionContext &context, const ProjectionPtr &projection, bool keepOld,
                              const CommitPace &pace, RunListener *listener, const JobControl &job) {
    const std::string &name = projection->info().name;
    ES_ASSIGN(shadow, context.models.find(name, ModelRole::Shadow, job));
    if (!shadow) return missing(name, "shadow table");
    for (int i = 1;; ++i) {
        ES_TRY(carryOnOne(context, {projection, ModelRole::Shadow}, pace, listener, job));
        const auto swapped = context.models.swap(name, keepOld, job);
        if (swapped) break;
        if (swapped.error().kind != ErrorKind::Refused || i == kCatchUpsMax) return fail(swapped.error());
    }
    ES_ASSIGN(live, context.models.find(name, ModelRole::Live, job));
    if (!live) return missing(name, "live table");
    return *std::move(live);
}

Result<void> dropShadow(ReadModelStore &models, const std::string &name, const JobControl &job) {
    ES_ASSIGN(lock, models.lock(name, ModelRole::Shadow, job));
    return models.drop(name, ModelRole::Shadow, job);
}

} // namespace eventscope
