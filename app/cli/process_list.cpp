// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/projection_acts.h"
#include "core/process/process_board.h"
#include "core/projection/runner.h"

#include <algorithm>
#include <array>

namespace eventscope::cli {

namespace {

Value textsOf(const std::vector<std::string> &texts) {
    std::vector<Json> all;
    std::string words;
    for (const std::string &text : texts) {
        all.push_back(Json::string(text));
        words += (words.empty() ? "" : ", ") + text;
    }
    return Value::json(Json::array(std::move(all))).shownAs(words);
}

Value commandsOf(const std::vector<ProcessCommand> &commands) {
    std::vector<Json> all;
    std::string words;
    for (const ProcessCommand &command : commands) {
        std::vector<Json::Member> arguments;
        for (const auto &[name, value] : command.arguments)
            arguments.push_back({name, Json::string(value)});
        all.push_back(
            Json::object({{"name", Json::string(command.name)}, {"arguments", Json::object(std::move(arguments))}}));
        words += (words.empty() ? "" : ", ") + command.name;
    }
    return Value::json(Json::array(std::move(all))).shownAs(words);
}

/// What it is, in one word for scripts and people.
std::string_view statusOf(const ProcessInstance &instance) {
    if (instance.isStuck) return "stuck";
    return instance.isOverdue ? "overdue" : name(instance.process.status);
}

Result<ProcessFilter> filterOf(const Arguments &arguments) {
    const std::string wanted = arguments.textOrEmpty("--status");
    for (const ProcessFilter filter : {ProcessFilter::Running, ProcessFilter::Compensating, ProcessFilter::Ended,
                                       ProcessFilter::Overdue, ProcessFilter::Stuck})
        if (name(filter) == wanted) return filter;
    return ProcessFilter::All;
}

/// The process managers that are asked about, carried on to the end of the log.
Result<std::vector<ProjectionPtr>> current(Context &context, const ProjectionWork &work, const Arguments &arguments) {
    std::vector<ProjectionPtr> processes = work.processes();
    if (const auto wanted = arguments.text("--process"))
        std::erase_if(processes, [&](const ProjectionPtr &each) { return each->info().name != *wanted; });
    if (processes.empty() && arguments.has("--process"))
        return fail(ErrorKind::NotFound, "There is no such process", "See: processes list");
    std::vector<ModelTarget> targets;
    for (const ProjectionPtr &process : processes)
        targets.push_back({process, ModelRole::Live});
    if (targets.empty()) return processes;
    ES_ASSIGN(outcomes, carryOn(work.context(), targets, {}, nullptr, context.job()));
    // Who else carries it on does the same.
    for (const RunOutcome &outcome : outcomes)
        if (!outcome.model) context.notes().error(outcome.model.error());
    return processes;
}

/// The time of the last event: what is overdue is so as of the log, and not of a clock that went on without it.
Result<Time> endOfLog(const ProjectionWork &work, const JobControl &job) {
    ES_ASSIGN(head, work.context().store.head(job));
    return head.lastRecordedAt.value_or(Time());
}

} // namespace

Result<ExitCode> listProcesses(Context &context, const Arguments &arguments) {
    ES_ASSIGN(filter, filterOf(arguments));
    ES_ASSIGN(work, ProjectionWork::open(context));
    ES_ASSIGN(processes, current(context, *work, arguments));
    ES_ASSIGN(asOf, endOfLog(*work, context.job()));
    List list = context.list({{.key = "process", .title = "Process"},
                              {.key = "instance", .title = "Instance", .columnsMax = 40, .fit = Column::Fit::Middle},
                              {.key = "status", .title = "Status"},
                              {.key = "step", .title = "Step"},
                              {.key = "age", .title = "Age in s", .isFigure = true},
                              {.key = "overdue", .title = ""},
                              {.key = "stuck", .title = ""},
                              {.key = "startedAt", .title = "Started"},
                              {.key = "changedAt", .title = ""},
                              {.key = "dueAt", .title = "Due"},
                              {.key = "waitingFor", .title = "Waiting for"},
                              {.key = "commands", .title = "Would send"}});
    bool isHealthy = true;
    for (const ProjectionPtr &process : processes) {
        ES_ASSIGN(model, work->context().models.find(process->info().name, ModelRole::Live, context.job()));
        if (!model) continue;
        ES_ASSIGN(instances, processBoard(work->context().models, *model, asOf, filter, context.job()));
        isHealthy = isHealthy && std::ranges::none_of(instances, &ProcessInstance::isOverdue);
        for (const ProcessInstance &each : instances) {
            const ProcessState &state = each.process;
            ES_ASSIGN(
                flow,
                list.row({Value::text(process->info().name), Value::text(each.key), Value::text(statusOf(each)),
                          Value::text(state.step), Value::seconds(each.age(asOf)), Value::boolean(each.isOverdue),
                          Value::boolean(each.isStuck), Value::moment(state.startedAt), Value::moment(state.changedAt),
                          Value::moment(state.dueAt), textsOf(state.waitingFor), commandsOf(state.commands)}));
            if (flow == Flow::Enough) break;
        }
    }
    ES_TRY(list.finish());
    if (processes.empty()) context.notes().note("No process is known of this store: name a domain pack by --domain");
    return isHealthy ? ExitCode::Done : ExitCode::Findings;
}

Result<ExitCode> showProcess(Context &context, const Arguments &arguments) {
    const auto key = arguments.text("INSTANCE");
    if (!key) return fail(ErrorKind::Invalid, "INSTANCE is missing", "Say which: processes show KEY");
    ES_ASSIGN(work, ProjectionWork::open(context));
    List list = context.list({{.key = "position", .title = "Position", .isFigure = true},
                              {.key = "stream", .title = "Stream", .columnsMax = 32, .fit = Column::Fit::Middle},
                              {.key = "version", .title = "v", .isFigure = true},
                              {.key = "type", .title = "Message in"},
                              {.key = "recordedAt", .title = "Recorded"},
                              {.key = "status", .title = "Status"},
                              {.key = "step", .title = "Step"},
                              {.key = "sent", .title = "Messages out"},
                              {.key = "waitingFor", .title = "Waits for"},
                              {.key = "dueAt", .title = "Due"},
                              {.key = "failed", .title = ""}});
    bool isAny = false;
    for (const ProjectionPtr &process : work->processes()) {
        if (arguments.has("--process") && process->info().name != arguments.textOrEmpty("--process")) continue;
        ES_ASSIGN(story,
                  processStory(work->context().store, *work->context().lens, *process, *key, kEnd, context.job()));
        for (const ProcessStep &step : story) {
            isAny = true;
            ES_TRY(list.row({Value::position(step.position), Value::text(step.stream.value),
                             Value::number(step.version.value), Value::text(step.type), Value::moment(step.recordedAt),
                             Value::text(name(step.after.status)), Value::text(step.after.step), commandsOf(step.sent),
                             textsOf(step.after.waitingFor), Value::moment(step.after.dueAt),
                             step.failed.empty() ? Value() : Value::text(step.failed)}));
        }
    }
    if (!isAny) return fail(ErrorKind::NotFound, "No process has an instance with this key", "See: processes list");
    ES_TRY(list.finish());
    return ExitCode::Done;
}

} // namespace eventscope::cli
