// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/projection_acts.h"
#include "core/projection/dead_letters.h"
#include "core/projection/drift.h"
#include "core/projection/key_choice.h"
#include "core/projection/mend_key.h"
#include "core/projection/open_model.h"
#include "core/projection/projection_steps.h"
#include "core/projection/replay.h"
#include "core/projection/runner.h"

#include <algorithm>

namespace eventscope::cli {

namespace {

/// Of those that differ: who has more needs a rebuild, and not a list.
constexpr std::size_t kExplainedMax = 1000;

KeyChoice keyChoice(const Arguments &arguments) {
    const auto key = arguments.text("--key");
    return key ? onlyKey(*key) : nullptr;
}

/// As people see it; null where there is none.
Result<Value> shown(const ProjectionWork &work, const std::optional<Json> &row) {
    if (!row) return Value();
    ES_ASSIGN(opened, work.opened(*row));
    return Value::json(opened);
}
Result<Value> shown(const ProjectionWork &work, const std::optional<ModelRow> &row) {
    return shown(work, row ? std::optional(row->row) : std::nullopt);
}

List rowList(Context &context) {
    return context.list({{.key = "key", .title = "Key", .columnsMax = 40, .fit = Column::Fit::Middle},
                         {.key = "row", .title = "Row"},
                         {.key = "position", .title = "Position", .isFigure = true},
                         {.key = "events", .title = "Events", .isFigure = true}});
}

Result<Flow> printRow(List &list, const ProjectionWork &work, const ModelRow &row) {
    ES_ASSIGN(value, shown(work, std::optional(row)));
    return list.row({Value::text(row.key), std::move(value), Value::position(row.position), Value::count(row.events)});
}

/// Of masked events there are no rows yet.
Result<void> makeMaskedRows(Context &context, const ProjectionWork &work, const ProjectionPtr &projection) {
    const ModelTarget target{projection, ModelRole::Live};
    ES_ASSIGN(outcomes, carryOn(work.context(), {&target, 1}, {}, nullptr, context.job()));
    if (context.job().stopRequested()) return cancelled();
    const auto &made = outcomes.front().model;
    return made ? Result<void>() : fail(made.error());
}

Result<void> printTable(Context &context, const ProjectionWork &work, const ProjectionPtr &projection,
                        const Arguments &arguments) {
    if (context.globals().masked) ES_TRY(makeMaskedRows(context, work, projection));
    ReadModelStore &models = work.context().models;
    ES_ASSIGN(live, work.live(projection, context.job()));
    List list = rowList(context);
    if (const auto key = arguments.text("--key")) {
        ES_ASSIGN(rows, models.rows(live, std::span(&*key, 1), context.job()));
        if (!rows.front()) return noSuchRow(*projection, *key);
        ES_TRY(printRow(list, work, *rows.front()));
        return list.finish();
    }
    const auto job = context.job();
    const RowPages pages = pagesOf(models, live, job);
    for (std::string after;;) {
        ES_ASSIGN(page, pages(after));
        if (page.empty()) return list.finish();
        after = page.back().key;
        for (const ModelRow &row : page) {
            ES_ASSIGN(flow, printRow(list, work, row));
            if (flow == Flow::Enough) return list.finish();
        }
    }
}

Result<void> printAsOf(Context &context, const ProjectionWork &work, const ProjectionPtr &projection,
                       const Arguments &arguments, Position asOf) {
    ES_ASSIGN(rows, replay(work.context().store, *work.context().lens, *projection, keyChoice(arguments), asOf, nullptr,
                           context.job()));
    if (const auto key = arguments.text("--key"); key && rows.empty()) return noSuchRow(*projection, *key);
    List list = rowList(context);
    for (const ModelRow &row : rows) {
        ES_ASSIGN(flow, printRow(list, work, row));
        if (flow == Flow::Enough) break;
    }
    return list.finish();
}

Result<DriftScope> scopeOf(const Arguments &arguments) {
    ES_ASSIGN(sample, arguments.count("--sample"));
    const auto key = arguments.text("--key"), from = arguments.text("--from-key"), to = arguments.text("--to-key");
    const bool isRange = from || to;
    if ((sample ? 1 : 0) + (key ? 1 : 0) + (isRange ? 1 : 0) + (arguments.has("--all") ? 1 : 0) > 1)
        return fail(ErrorKind::Invalid, "--all, --sample, --key and --from-key exclude each other", "Take one of them");
    if (sample) return DriftScope::sample(*sample);
    if (key) return DriftScope::key(*key);
    if (!isRange) return DriftScope::all();
    if (!from || !to)
        return fail(ErrorKind::Invalid, "--from-key and --to-key belong together", "Name the first key and the last");
    if (*from > *to)
        return fail(ErrorKind::Invalid, "--from-key comes behind --to-key", "Keys are ordered by their bytes");
    return DriftScope::keys(*from, *to);
}

Result<void> printDrift(Context &context, const ProjectionWork &work, const DriftReport &report) {
    List list = context.list({{.key = "key", .title = "Key", .columnsMax = 40, .fit = Column::Fit::Middle},
                              {.key = "difference", .title = "Difference"},
                              {.key = "expected", .title = "From the events"},
                              {.key = "actual", .title = "Served"},
                              {.key = "parting", .title = "Parting"},
                              {.key = "position", .title = "Since event", .isFigure = true},
                              {.key = "type", .title = "Type"},
                              {.key = "stream", .title = ""},
                              {.key = "version", .title = ""}});
    for (const RowDrift &row : report.rows) {
        const char *difference = !row.difference.actual ? "missing" : !row.difference.expected ? "extra" : "different";
        const auto &event = row.event;
        ES_ASSIGN(expected, shown(work, row.difference.expected));
        ES_ASSIGN(actual, shown(work, row.difference.actual));
        ES_ASSIGN(
            flow,
            list.row({Value::text(row.difference.key), Value::text(difference), std::move(expected), std::move(actual),
                      Value::text(name(row.parting)), event ? Value::position(event->position) : Value(),
                      event ? Value::text(event->type) : Value(), event ? Value::text(event->stream.value) : Value(),
                      event ? Value::number(event->version.value) : Value()}));
        if (flow == Flow::Enough) break;
    }
    return list.finish();
}

/// The letter of the event with this id or at this position.
Result<DeadLetter> letterOf(ReadModelStore &models, const ModelInfo &live, const std::string &written,
                            const JobControl &job) {
    const auto id = parseEventId(written);
    std::optional<DeadLetter> found;
    ES_TRY(eachLetter(models, live, job, [&](const DeadLetter &letter) -> Result<Flow> {
        if (id ? letter.event == *id : toString(letter.position) == written) found = letter;
        return found ? Flow::Enough : Flow::More;
    }));
    if (found) return *std::move(found);
    return fail(ErrorKind::NotFound, "No dead letter of " + live.schema.name + " is of this event",
                "See: projections dead " + live.schema.name);
}

Result<ExitCode> printLetters(Context &context, ReadModelStore &models, const ModelInfo &live) {
    List list = context.list({{.key = "position", .title = "Position", .isFigure = true},
                              {.key = "id", .title = ""},
                              {.key = "stream", .title = "Stream", .columnsMax = 40, .fit = Column::Fit::Middle},
                              {.key = "version", .title = "v", .isFigure = true},
                              {.key = "type", .title = "Type"},
                              {.key = "key", .title = "Key", .columnsMax = 40, .fit = Column::Fit::Middle},
                              {.key = "reason", .title = "Reason"},
                              {.key = "failedAt", .title = "Failed"},
                              {.key = "skipReason", .title = "Skipped because"}});
    bool isOpen = false;
    const auto print = [&](const DeadLetter &letter) -> Result<Flow> {
        isOpen = isOpen || !letter.skipReason;
        ES_TRY(
            list.row({Value::position(letter.position), Value::text(toString(letter.event)),
                      Value::text(letter.stream.value), Value::number(letter.version.value), Value::text(letter.type),
                      Value::text(letter.key), Value::text(letter.reason), Value::moment(letter.failedAt),
                      letter.skipReason ? Value::text(*letter.skipReason) : Value()}));
        return Flow::More;
    };
    ES_TRY(eachLetter(models, live, context.job(), print));
    ES_TRY(list.finish());
    return isOpen ? ExitCode::Findings : ExitCode::Done;
}

} // namespace

Result<ExitCode> printModelRows(Context &context, const Arguments &arguments) {
    ES_ASSIGN(work, ProjectionWork::open(context));
    ES_ASSIGN(projection, work->one(arguments));
    ES_ASSIGN(asOf, arguments.position("--as-of"));
    if (asOf)
        ES_TRY(printAsOf(context, *work, projection, arguments, *asOf));
    else
        ES_TRY(printTable(context, *work, projection, arguments));
    return ExitCode::Done;
}

Result<ExitCode> stepProjection(Context &context, const Arguments &arguments) {
    ES_ASSIGN(work, ProjectionWork::open(context));
    ES_ASSIGN(projection, work->one(arguments));
    ES_ASSIGN(after, arguments.position("--after"));
    ES_ASSIGN(until, arguments.position("--to"));
    List list = context.list({{.key = "position", .title = "Position", .isFigure = true},
                              {.key = "stream", .title = ""},
                              {.key = "version", .title = ""},
                              {.key = "type", .title = ""},
                              {.key = "recordedAt", .title = "Recorded"},
                              {.key = "handler", .title = "Handler"},
                              {.key = "key", .title = "Key", .columnsMax = 40, .fit = Column::Fit::Middle},
                              {.key = "before", .title = "Before"},
                              {.key = "after", .title = "After"},
                              {.key = "failed", .title = "Failed"}});
    bool isAny = false;
    const auto print = [&](const ProjectionStep &step) -> Result<Flow> {
        isAny = true;
        ES_ASSIGN(before, shown(*work, step.edit.before));
        ES_ASSIGN(now, shown(*work, step.edit.after));
        return list.row({Value::position(step.position), Value::text(step.stream.value),
                         Value::number(step.version.value), Value::text(step.type), Value::moment(step.recordedAt),
                         Value::text(step.handler), Value::text(step.edit.key), std::move(before), std::move(now),
                         step.failed.empty() ? Value() : Value::text(step.failed)});
    };
    ES_TRY(eachStep(work->context(), *projection, keyChoice(arguments), after.value_or(kBeforeAll),
                    until.value_or(kEnd), print, context.job()));
    ES_TRY(list.finish());
    if (!isAny) context.notes().note("No event there touches such a row");
    return ExitCode::Done;
}

Result<ExitCode> findModelDrift(Context &context, const Arguments &arguments) {
    ES_ASSIGN(scope, scopeOf(arguments));
    ES_ASSIGN(work, ProjectionWork::open(context));
    ES_ASSIGN(projection, work->one(arguments));
    ES_ASSIGN(report, findDrift(work->context(), *projection, scope, kExplainedMax, context.job()));
    const ModelDifferences &all = report.differences;
    ES_TRY(printDrift(context, *work, report));
    context.notes().note(std::to_string(all.same) + " rows are as they should be, " + std::to_string(all.missing) +
                         " missing, " + std::to_string(all.extra) + " extra, " + std::to_string(all.different) +
                         " different, as of position " + toString(report.asOf));
    if (all.apart() > report.rows.size())
        context.notes().note("Those listed are the first " + std::to_string(report.rows.size()));
    return all.isAny() ? ExitCode::Findings : ExitCode::Done;
}

Result<ExitCode> handleDeadLetters(Context &context, const Arguments &arguments) {
    ES_ASSIGN(work, arguments.has("--retry") ? ProjectionWork::openToRun(context) : ProjectionWork::open(context));
    ES_ASSIGN(projection, work->one(arguments));
    ReadModelStore &models = work->context().models;
    ES_ASSIGN(live, work->live(projection, context.job()));
    if (const auto skipped = arguments.text("--skip")) {
        ES_ASSIGN(letter, letterOf(models, live, *skipped, context.job()));
        ES_TRY(
            models.skip(live, letter.event, arguments.textOrEmpty("--reason"), context.clock().now(), context.job()));
    } else if (const auto retried = arguments.text("--retry")) {
        ES_ASSIGN(letter, letterOf(models, live, *retried, context.job()));
        ES_ASSIGN(mended, retryLetter(work->context(), projection, letter, context.job()));
        for (const std::string &reason : mended.stillFailing)
            context.notes().note("Still fails: " + reason);
    }
    return printLetters(context, models, live);
}

} // namespace eventscope::cli
