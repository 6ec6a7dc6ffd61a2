// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/projection_acts.h"
#include "core/projection/mend_key.h"
#include "core/projection/model_difference.h"
#include "core/projection/rebuild.h"

#include <chrono>
#include <map>

namespace eventscope::cli {

namespace {

using Stopwatch = std::chrono::steady_clock;

double secondsSince(Stopwatch::time_point begin) {
    return std::chrono::duration<double>(Stopwatch::now() - begin).count();
}

double rateOf(std::uint64_t events, double seconds) { return seconds > 0 ? static_cast<double>(events) / seconds : 0; }

/// How many events each model had taken before.
Result<std::map<std::string, std::uint64_t>> eventsBefore(ReadModelStore &models, ModelRole role,
                                                          const JobControl &job) {
    std::map<std::string, std::uint64_t> events;
    ES_ASSIGN(all, models.list(job));
    for (const ModelInfo &model : all)
        if (model.role == role) events[model.schema.name] = model.checkpoint.events;
    return events;
}

Result<ExitCode> printOutcomes(Context &context, const std::vector<RunOutcome> &outcomes,
                               std::map<std::string, std::uint64_t> before, double seconds) {
    List list = context.list({{.key = "name", .title = "Name"},
                              {.key = "status", .title = "Status"},
                              {.key = "position", .title = "Position", .isFigure = true},
                              {.key = "events", .title = "Events", .isFigure = true},
                              {.key = "deadLetters", .title = "Dead letters", .isFigure = true},
                              {.key = "rate", .title = "Events/s", .isFigure = true}});
    ExitCode code = ExitCode::Done;
    for (const RunOutcome &outcome : outcomes) {
        if (!outcome.model) {
            context.notes().error(outcome.model.error());
            code = exitCodeOf(outcome.model.error().kind);
            const bool isRefused = outcome.model.error().kind == ErrorKind::Refused; // paused, or carried on elsewhere
            ES_TRY(
                list.row({Value::text(outcome.name), Value::text(isRefused ? "not run" : "failed"), {}, {}, {}, {}}));
            continue;
        }
        const ModelInfo &model = *outcome.model;
        if (model.openLetters > 0 && code == ExitCode::Done) code = ExitCode::Findings;
        const std::uint64_t events = model.checkpoint.events - before[outcome.name];
        ES_TRY(
            list.row({Value::text(outcome.name), Value::text("up to date"), Value::position(model.checkpoint.position),
                      Value::count(events), Value::count(model.openLetters), Value::decimal(rateOf(events, seconds))}));
    }
    ES_TRY(list.finish());
    return code;
}

Result<ExitCode> dryRun(Context &context, const ProjectionWork &work, const ProjectionPtr &projection) {
    ES_ASSIGN(estimate, estimateRebuild(work.context(), projection, context.job()));
    ES_TRY(context.print({{"name", Value::text(projection->info().name)},
                          {"events", Value::count(estimate.events)},
                          {"rows", Value::count(estimate.rows)},
                          {"seconds", Value::seconds(estimate.time)},
                          {"tried", Value::count(estimate.tried)},
                          {"alreadyTaken", Value::count(estimate.alreadyTaken)}}));
    return ExitCode::Done;
}

Result<ExitCode> rebuildOneKey(Context &context, const ProjectionWork &work, const ProjectionPtr &projection,
                               const std::string &key) {
    ES_ASSIGN(mended, rebuildKey(work.context(), projection, key, context.job()));
    ES_TRY(context.print({{"name", Value::text(projection->info().name)},
                          {"key", Value::text(key)},
                          {"changed", Value::boolean(mended.changed)},
                          {"failing", Value::count(mended.stillFailing.size())}}));
    return mended.stillFailing.empty() ? ExitCode::Done : ExitCode::Findings;
}

/// What will be different once the shadow is served.
Result<ModelDifferences> compareWithLive(const ProjectionWork &work, const ModelInfo &shadow, const JobControl &job) {
    ReadModelStore &models = work.context().models;
    ES_ASSIGN(live, models.find(shadow.schema.name, ModelRole::Live, job));
    if (!live) return ModelDifferences();
    return compareModels(pagesOf(models, shadow, job), pagesOf(models, *live, job), live->checkpoint.position, 0, job);
}

Result<ExitCode> setPaused(Context &context, const Arguments &arguments, bool isPaused) {
    ES_ASSIGN(work, ProjectionWork::open(context));
    ES_ASSIGN(chosen, work->chosen(arguments));
    const bool areNamed = !arguments.texts("NAME").empty();
    for (const ProjectionPtr &projection : chosen) {
        const auto live = work->live(projection, context.job());
        // Of all, those that have rows.
        if (!live && live.error().kind == ErrorKind::NotFound && !areNamed) continue;
        if (!live) return fail(live.error());
        ES_TRY(work->context().models.setPaused(projection->info().name, isPaused, context.job()));
    }
    return ExitCode::Done;
}

} // namespace

Result<ExitCode> runProjections(Context &context, const Arguments &arguments) {
    ES_ASSIGN(work, ProjectionWork::openToRun(context));
    ES_ASSIGN(chosen, work->chosen(arguments));
    ES_ASSIGN(before, eventsBefore(work->context().models, ModelRole::Live, context.job()));
    std::vector<ModelTarget> targets;
    for (const ProjectionPtr &projection : chosen)
        targets.push_back({projection, ModelRole::Live});
    RunOptions options;
    options.follow = arguments.has("--follow");
    const auto begin = Stopwatch::now();
    ES_ASSIGN(outcomes, carryOn(work->context(), targets, options, nullptr, context.job()));
    if (context.job().stopRequested()) return cancelled(); // nobody waits for a list any more
    return printOutcomes(context, outcomes, std::move(before), secondsSince(begin));
}

Result<ExitCode> rebuildProjection(Context &context, const Arguments &arguments) {
    ES_ASSIGN(work, ProjectionWork::openToRun(context));
    ES_ASSIGN(projection, work->one(arguments));
    if (const auto key = arguments.text("--key")) return rebuildOneKey(context, *work, projection, *key);
    if (arguments.has("--dry-run")) return dryRun(context, *work, projection);
    const CommitPace pace{std::chrono::seconds(3)};
    const auto begin = Stopwatch::now();
    ES_ASSIGN(before, eventsBefore(work->context().models, ModelRole::Shadow, context.job()));
    ES_ASSIGN(shadow, buildShadow(work->context(), projection, pace, nullptr, context.job()));
    const std::uint64_t events = shadow.checkpoint.events - before[projection->info().name];
    const double seconds = secondsSince(begin);
    ES_ASSIGN(differences, compareWithLive(*work, shadow, context.job()));
    ES_ASSIGN(live,
              serveShadow(work->context(), projection, !arguments.has("--drop-old"), pace, nullptr, context.job()));
    ES_ASSIGN(rows, work->context().models.count(live, context.job()));
    ES_TRY(context.print({{"name", Value::text(projection->info().name)},
                          {"position", Value::position(live.checkpoint.position)},
                          {"events", Value::count(events)},
                          {"rows", Value::count(rows)},
                          {"seconds", Value::decimal(seconds)},
                          {"rate", Value::decimal(rateOf(events, seconds))},
                          {"deadLetters", Value::count(live.openLetters)},
                          {"missing", Value::count(differences.missing)},
                          {"extra", Value::count(differences.extra)},
                          {"different", Value::count(differences.different)}}));
    return live.openLetters == 0 ? ExitCode::Done : ExitCode::Findings;
}

Result<ExitCode> cancelRebuild(Context &context, const Arguments &arguments) {
    ES_ASSIGN(work, ProjectionWork::open(context));
    ES_ASSIGN(projection, work->one(arguments));
    ES_TRY(dropShadow(work->context().models, projection->info().name, context.job()));
    return ExitCode::Done;
}

Result<ExitCode> dropOldRows(Context &context, const Arguments &arguments) {
    ES_ASSIGN(work, ProjectionWork::open(context));
    ES_ASSIGN(projection, work->one(arguments));
    ES_TRY(work->context().models.drop(projection->info().name, ModelRole::Old, context.job()));
    return ExitCode::Done;
}

Result<ExitCode> pauseProjection(Context &context, const Arguments &arguments) {
    return setPaused(context, arguments, true);
}

Result<ExitCode> resumeProjection(Context &context, const Arguments &arguments) {
    return setPaused(context, arguments, false);
}

} // namespace eventscope::cli
