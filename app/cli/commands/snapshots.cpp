// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/domain.h"
#include "app/cli/stream_history.h"
#include "core/base/text.h"
#include "core/inspect/snapshot_audit.h"

namespace eventscope::cli {

namespace {

Result<ExitCode> listSnapshots(Context &context, const StreamId &stream) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(snapshots, store->snapshots(stream, context.job()));
    List list = context.list({{.key = "stream", .title = "Stream", .columnsMax = 60, .fit = Column::Fit::Middle},
                              {.key = "version", .title = "Version", .isFigure = true},
                              {.key = "position", .title = "Position", .isFigure = true},
                              {.key = "takenAt", .title = "Taken"},
                              {.key = "fold", .title = "Fold"},
                              {.key = "foldVersion", .title = "Fold version", .isFigure = true},
                              {.key = "bytes", .title = "Bytes", .isFigure = true}});
    for (const Snapshot &snapshot : snapshots) {
        ES_ASSIGN(flow, list.row({Value::text(snapshot.stream.value), Value::number(snapshot.version.value),
                                  Value::position(snapshot.position), Value::moment(snapshot.takenAt),
                                  Value::text(snapshot.fold), Value::number(snapshot.foldVersion),
                                  Value::count(snapshot.state.size())}));
        if (flow == Flow::Enough) break;
    }
    ES_TRY(list.finish());
    return ExitCode::Done;
}

Result<ExitCode> takeSnapshot(Context &context, const StreamId &stream) {
    if (stream.value.empty())
        return fail(ErrorKind::Invalid, "STREAM is missing", "Say of which stream: snapshots take STREAM");
    ES_ASSIGN(store, context.openForWriting("snapshots take", Context::Missing::Fail,
                                            "take a snapshot of stream " + safeText(stream.value, LineBreaks::Escape)));
    ES_ASSIGN(domain, domainOf(context, store->reader()));
    ES_ASSIGN(fold, domain.foldFor(stream, {}));
    ES_ASSIGN(folded,
              foldStream(store->reader(), *domain.derivedLens, *fold, stream, kEnd, TrustSnapshots::No, context.job()));
    if (!folded.version)
        return fail(ErrorKind::NotFound, "There is no stream \"" + stream.value + "\"", "See the names with: streams");
    const Snapshot snapshot{.stream = stream,
                            .version = *folded.version,
                            .position = folded.position,
                            .takenAt = context.clock().now(),
                            .fold = fold->info().name,
                            .foldVersion = fold->info().version,
                            .state = print(folded.state)};
    ES_TRY(store->putSnapshot(snapshot, context.job()));
    ES_TRY(context.print({{"stream", Value::text(stream.value)},
                          {"version", Value::version(snapshot.version)},
                          {"position", Value::position(snapshot.position)},
                          {"fold", Value::text(snapshot.fold)}}));
    return ExitCode::Done;
}

/// One step of a JSON Patch, or null with the problem as words for people.
Value differenceOf(const SnapshotFinding &finding) {
    if (!finding.firstDifference) return Value().shownAs(finding.problem);
    const std::vector<Change> one{*finding.firstDifference};
    return Value::json(toJson(one).child(0)).shownAs(changesValue(one).shownText(Zone::utc()));
}

Value problemOf(const SnapshotFinding &finding) {
    return finding.problem.empty() ? Value() : Value::text(finding.problem);
}

Result<ExitCode> auditAll(Context &context, const StreamId &stream) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(domain, domainOf(context, *store));
    List list = context.list({{.key = "stream", .title = "Stream", .columnsMax = 60, .fit = Column::Fit::Middle},
                              {.key = "version", .title = "Version", .isFigure = true},
                              {.key = "fold", .title = "Fold"},
                              {.key = "matches", .title = "Matches"},
                              {.key = "firstDifference", .title = "First difference, replayed \u2192 stored"},
                              {.key = "problem", .title = ""}});
    bool allMatch = true, any = false;
    const auto print = [&](const SnapshotFinding &finding) -> Result<Flow> {
        allMatch = allMatch && finding.matches;
        any = true;
        return list.row({Value::text(finding.snapshot.stream.value), Value::number(finding.snapshot.version.value),
                         Value::text(finding.snapshot.fold), Value::boolean(finding.matches), differenceOf(finding),
                         problemOf(finding)});
    };
    ES_TRY(auditSnapshots(store, domain.derivedLens, domain.folds, stream, print, context.job()));
    ES_TRY(list.finish());
    if (!any) context.notes().note("There is no snapshot to compare");
    return allMatch ? ExitCode::Done : ExitCode::Findings;
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    const StreamId stream{arguments.textOrEmpty("STREAM")};
    const std::string act = arguments.textOrEmpty("ACT");
    if (act == "list") return listSnapshots(context, stream);
    return act == "take" ? takeSnapshot(context, stream) : auditAll(context, stream);
}

} // namespace

Command snapshotsCommand() {
    return {.name = "snapshots",
            .summary = "Lists snapshots, takes one, or compares each with the full replay",
            .positionals = {{"ACT", "What to do; take needs --write", true, {"list", "take", "audit"}},
                            {"STREAM", "Of this stream; all streams without it", false, {}}},
            .options = {},
            .details = "audit ends with exit code 1 when a snapshot does not match. \"firstDifference\" is the first "
                       "change from the\n"
                       "replayed state to the stored one, \"problem\" why the two could not be compared.",
            .keys = {"stream", "version", "position", "takenAt", "fold", "foldVersion", "bytes", "matches",
                     "firstDifference", "problem"},
            .examples = {{"--store shop.evdb snapshots list", "All snapshots"},
                         {"--store shop.evdb snapshots audit", "Which of them lie"},
                         {"--store shop.evdb --write snapshots take account-1", "Takes one now"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
