// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/projection_acts.h"

#include <array>
#include <utility>

namespace eventscope::cli {

namespace {

using Act = Result<ExitCode> (*)(Context &, const Arguments &);
constexpr std::array<std::pair<std::string_view, Act>, 13> kActs{{
    {"list", listProjections},
    {"show", showProjection},
    {"run", runProjections},
    {"rebuild", rebuildProjection},
    {"cancel", cancelRebuild},
    {"drop-old", dropOldRows},
    {"rows", printModelRows},
    {"step", stepProjection},
    {"drift", findModelDrift},
    {"doctor", askDoctor},
    {"dead", handleDeadLetters},
    {"pause", pauseProjection},
    {"resume", resumeProjection},
}};

std::vector<std::string> actNames() {
    std::vector<std::string> names;
    for (const auto &[name, act] : kActs)
        names.emplace_back(name);
    return names;
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    const std::string wanted = arguments.textOrEmpty("ACT");
    for (const auto &[name, act] : kActs)
        if (name == wanted) return act(context, arguments);
    return fail(ErrorKind::Invalid, "ACT is missing", "See: help projections");
}

} // namespace

Command projectionsCommand() {
    return {
        .name = "projections",
        .summary = "Runs, rebuilds, compares and examines the read models that projections make of the events",
        .positionals = {{"ACT", "What to do", true, actNames()},
                        {"NAME",
                         "The projection; list, run, doctor, pause and resume take several, or all without",
                         false,
                         {},
                         true}},
        .options =
            {{"--follow", "", "run: goes on with what is appended, until Ctrl+C", {}},
             {"--dry-run", "", "rebuild: says how many events, rows and seconds it would take", {}},
             {"--key", "K", "rebuild, rows, step, drift: only the row with this key", {}},
             {"--keep-old", "", "rebuild: what was served until now stays as a table of its own (done anyway)", {}},
             {"--drop-old", "", "rebuild: they go as soon as the new ones are served", {}},
             {"--as-of", "P", "rows: as they were after the event at this position", {}},
             {"--after", "P", "step: only what events after this position did", {}},
             {"--to", "P", "step: only up to this position", {}},
             {"--from-key", "K", "drift: the rows with this key, --to-key, and all between them", {}},
             {"--to-key", "K", "drift: see --from-key", {}},
             {"--sample", "N", "drift: N of the rows, evenly over all", {}},
             {"--all", "", "drift: all rows (what is done without any of these)", {}},
             {"--retry", "EVENT", "dead: tries this event (its id or position) again, in its place", {}},
             {"--skip", "EVENT", "dead: does without this event, for the reason given", {}},
             {"--reason", "TEXT", "dead: why it is skipped", {}}},
        .acts = {{"list", "NAME...", "", Masked::Shown},
                 {"show", "NAME", "", Masked::Shown},
                 {"run", "NAME...", "--follow"},
                 {"rebuild", "NAME", "--dry-run --key --keep-old --drop-old"},
                 {"cancel", "NAME", ""},
                 {"drop-old", "NAME", ""},
                 {"rows", "NAME", "--key --as-of", Masked::Shown},
                 {"step", "NAME", "--key --after --to", Masked::Shown},
                 {"drift", "NAME", "--key --from-key --to-key --sample --all"},
                 {"doctor", "NAME...", ""},
                 {"dead", "NAME", "--retry --skip --reason"},
                 {"pause", "NAME...", ""},
                 {"resume", "NAME...", ""}},
        .details =
            "Rows are real tables in a SQLite file of your data folder ($XDG_DATA_HOME/eventscope or\n"
            "~/.local/share/eventscope; \"place\" of show), never in the store; with --write, those of a store in\n"
            "PostgreSQL are tables of the schema eventscope_models of its database. They are committed together\n"
            "with how far they have come, so that each event counts once, whatever happens. A rebuild makes the\n"
            "rows in a table aside and swaps it in at once; what was served before stays as \"NAME (old)\" until\n"
            "drop-old. One that was interrupted goes on where it was, and cancel gives it up. An event that\n"
            "cannot be taken becomes a dead letter, and the others go on. list, show and doctor end with exit\n"
            "code 1 when something is not as it should be, drift when rows differ, run, rebuild and dead when\n"
            "there are dead letters. With --masked rows are made anew of masked events, in memory and for this call "
            "alone.",
        .keys = {"name",           "status",   "position",   "head",        "lagEvents", "lagSeconds",
                 "headAgeSeconds", "rate",     "rows",       "deadLetters", "events",    "seconds",
                 "missing",        "extra",    "different",  "key",         "row",       "before",
                 "after",          "expected", "actual",     "difference",  "parting",   "complaint",
                 "problem",        "message",  "evidence[]", "advice",      "handler"},
        .examples = {{"--store shop.evdb projections run", "All projections, up to the end of the log"},
                     {"--store shop.evdb projections list", "How they stand"},
                     {"--store shop.evdb projections rebuild account-summary --dry-run", "What it would take"},
                     {"--store shop.evdb projections drift account-summary", "Rows that are not what events say"},
                     {"--store shop.evdb projections rows account-summary --key A --as-of 48211", "A row as it was"}},
        .run = run};
}

} // namespace eventscope::cli
