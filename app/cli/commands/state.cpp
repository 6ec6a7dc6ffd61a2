// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/stream_history.h"

namespace eventscope::cli {

namespace {

/// The last moment of the written span: "2026-03-04" asks for the state at the end of that day.
Time momentOf(const TimeSpan &span) { return span.to - Duration(1); }

void tellTimeAnswer(Context &context, const History &history, const TimeAnswer &answer) {
    const Zone &zone = context.globals().zone;
    std::string text = "By recorded time, " + zone.format(answer.asked) + " is ";
    if (answer.step) {
        const Step &step = history.steps()[*answer.step];
        text += "position " + toString(answer.position) + ", version " + std::to_string(step.version.value) +
                ", recorded " + zone.format(step.recordedAt);
    } else {
        text += "before the first event";
    }
    if (answer.tied) text += ". The next event carries the same time: the position tells them apart";
    if (answer.clockRanBack) text += ". The clock ran back within this stream: the order is that of the versions";
    context.notes().note(text);
}

/// The step that --version, --position or --at asks for; nothing: before the first event.
Result<std::optional<std::size_t>> askedStep(Context &context, const Arguments &arguments, const History &history) {
    ES_ASSIGN(version, arguments.version("--version"));
    ES_ASSIGN(position, arguments.position("--position"));
    ES_ASSIGN(at, arguments.timeSpan("--at"));
    if ((version ? 1 : 0) + (position ? 1 : 0) + (at ? 1 : 0) > 1) {
        return fail(ErrorKind::Invalid, "--version, --position and --at exclude each other", "Keep one of them");
    }
    if (position) return history.stepAtPosition(*position);
    if (at) {
        const TimeAnswer answer = history.stepAtTime(momentOf(*at));
        tellTimeAnswer(context, history, answer);
        return answer.step;
    }
    if (!version) return std::optional<std::size_t>(history.steps().size() - 1);
    const bool isBeforeFirst = *version < history.steps().front().version;
    if (isBeforeFirst) return std::optional<std::size_t>();
    ES_ASSIGN(step, stepOf(history, *version));
    return std::optional<std::size_t>(step);
}

Json provenanceOf(const Provenance &provenance) {
    std::vector<Json> ignored;
    for (const std::string &type : provenance.ignored)
        ignored.push_back(Json::string(type));
    return Json::object({{"kind", Json::string(name(provenance.kind))},
                         {"fold", Json::string(provenance.fold)},
                         {"ignored", Json::array(std::move(ignored))}});
}

Json failedOf(const History &history, const std::vector<std::size_t> &failed) {
    std::vector<Json> rows;
    for (const std::size_t index : failed) {
        const Step &step = history.steps()[index];
        rows.push_back(Json::object({{"version", Json::number(step.version.value)},
                                     {"type", Json::string(step.type)},
                                     {"reason", Json::string(step.outcome.reason)}}));
    }
    return Json::array(std::move(rows));
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(history, readHistory(context, arguments.textOrEmpty("STREAM"), arguments.textOrEmpty("--fold")));
    ES_ASSIGN(step, askedStep(context, arguments, *history));
    ES_ASSIGN(state, history->at(step, context.job()));
    const Step *last = step ? &history->steps()[*step] : nullptr;
    ES_TRY(context.print({{"stream", Value::text(history->stream().value)},
                          {"version", last ? Value::number(last->version.value) : Value()},
                          {"position", last ? Value::position(last->position) : Value()},
                          {"recordedAt", last ? Value::moment(last->recordedAt) : Value()},
                          {"provenance", Value::json(provenanceOf(state.provenance))},
                          {"state", Value::json(state.state)},
                          {"failed", Value::json(failedOf(*history, state.failed))}}));
    return ExitCode::Done;
}

} // namespace

Command stateCommand() {
    return {
        .name = "state",
        .summary = "Shows the state of an aggregate, as of any version, position or time",
        .positionals = {{"STREAM", "The stream", true, {}}},
        .options = {{"--version", "N", "As of this version, inclusive", {}},
                    {"--at", "TIME", "As of this recorded time, inclusive; a day or month counts to its end", {}},
                    {"--position", "P", "As of this position in the log, inclusive", {}},
                    {"--fold", "NAME", "How events become states; \"merge\" lays payloads over each other", {}}},
        .details =
            "A question about time is answered by position: which one it was, and by which clock, is told on stderr.\n"
            "\"provenance\" says what made the state and which event types it has no handler for; \"failed\" lists "
            "the\n"
            "events that could not be folded. A stored snapshot is never used.",
        .keys = {"stream", "version", "position", "recordedAt", "provenance{kind,fold,ignored[]}", "state", "failed[]"},
        .examples = {{"--store shop.evdb state account-1", "The state now"},
                     {"--store shop.evdb state account-1 --version 12", "After version 12"},
                     {"--store shop.evdb state account-1 --at 2026-03-04 --json", "At the end of that day, in UTC"}},
        .run = run,
        .masked = Masked::Shown};
}

} // namespace eventscope::cli
