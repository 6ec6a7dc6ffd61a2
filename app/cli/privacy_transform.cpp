// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/domain.h"
#include "app/cli/privacy_acts.h"
#include "app/cli/privacy_desk.h"
#include "core/base/atomic_file.h"
#include "core/base/text.h"
#include "core/open/open_removal.h"
#include "core/privacy/copy_projecting.h"
#include "core/privacy/erasure_request.h"
#include "core/privacy/source_removal.h"
#include "core/privacy/tombstone.h"
#include "core/privacy/transformation_account.h"

#include <memory>

namespace eventscope::cli {

namespace {

constexpr std::size_t kRulesBytesMax = 1u << 20, kSecretBytesMax = 4096;

Result<Secret> secretOf(const Arguments &arguments, const PrivacyDesk &desk, const std::string &id) {
    if (const auto path = arguments.text("--secret-file")) {
        ES_ASSIGN(text, readFile(*path, kSecretBytesMax));
        // What an editor puts at the end is no part of it; whatever else it holds is.
        if (text.ends_with('\n')) text.pop_back();
        if (text.ends_with('\r')) text.pop_back();
        return Secret(std::move(text));
    }
    if (!desk.vault) return Secret();
    return pseudonymSecret(*desk.vault, id);
}

Result<TransformationTask> taskOf(const Arguments &arguments, const PrivacyDesk &desk) {
    TransformationTask task;
    ES_ASSIGN(stream, wordOf(arguments, 0, "The stream"));
    task.source = {stream};
    const auto path = arguments.text("--rules");
    if (!path) return fail(ErrorKind::Invalid, "transform needs --rules", "A file; see: help privacy");
    ES_ASSIGN(text, readFile(*path, kRulesBytesMax));
    auto rules = TransformationRules::parse(text);
    if (!rules) {
        Error error = std::move(rules).error();
        error.message.insert(0, *path + ": ");
        return fail(std::move(error));
    }
    task.rules = *std::move(rules);
    task.id = arguments.text("--id").value_or("preview");
    task.target = transformedStream(task.source, task.id);
    if (arguments.has("--null-unreadable")) task.unreadable = Unreadable::Null;
    ES_ASSIGN(secret, secretOf(arguments, desk, task.id));
    task.secret = std::move(secret);
    return task;
}

Json number(std::uint64_t value) { return Json::number(static_cast<std::int64_t>(value)); }

Json countsOf(const std::map<std::string, std::uint64_t> &counts) {
    std::vector<Json::Member> members;
    for (const auto &[name, count] : counts)
        members.push_back({name, number(count)});
    return Json::object(std::move(members));
}

template <class All, class Make>
Json listOf(const All &all, const Make &make) {
    std::vector<Json> list;
    for (const auto &each : all)
        list.push_back(make(each));
    return Json::array(std::move(list));
}

/// JSON as it stands in a payload.
Json written(const std::string &json) {
    const auto value = Json::parse(json);
    return value ? *value : Json::string(json);
}

Json placeOf(const EventPreview &event, const TransformedPlace &place) {
    std::vector<Json::Member> members{{"version", Json::number(event.version.value)},
                                      {"type", Json::string(event.type)},
                                      {"pointer", Json::string(place.pointer)},
                                      {"before", written(place.before)}};
    if (place.after) members.push_back({"after", written(*place.after)});
    return Json::object(std::move(members));
}

Json problemOf(const TransformationProblem &problem) {
    return Json::object({{"version", Json::number(problem.version.value)},
                         {"type", Json::string(problem.type)},
                         {"pointer", Json::string(problem.pointer)},
                         {"what", Json::string(problem.what)}});
}

Json literalOf(const LiteralFound &found) {
    if (found.version == kNoVersion) return Json::object({{"place", Json::string("stream name")}});
    return Json::object({{"version", Json::number(found.version.value)},
                         {"type", Json::string(found.type)},
                         {"pointer", Json::string(found.pointer)}});
}

Json warningOf(const ResidualWarning &warning) {
    return Json::object({{"kind", Json::string(name(warning.kind))},
                         {"type", Json::string(warning.type)},
                         {"pointer", Json::string(warning.pointer)},
                         {"events", number(warning.events)}});
}

/// What must be settled before anything is copied, and what a person should weigh, in words.
void tell(Context &context, const TransformationPreview &preview) {
    Notes &notes = context.notes();
    for (const TransformationProblem &problem : preview.problems)
        notes.note("In the way: version " + std::to_string(problem.version.value) + " (" + problem.type + ") " +
                   problem.pointer + " " + problem.what);
    for (const LiteralFound &found : preview.literals)
        notes.note(found.version == kNoVersion
                       ? "In the way: the name of the stream holds a text looked for"
                       : "In the way: version " + std::to_string(found.version.value) + " (" + found.type + ") " +
                             found.pointer + " still holds a text looked for");
    for (const std::string &type : preview.unknown)
        notes.note("The rules name " + type + ", but the stream has no such event");
    for (const ResidualWarning &warning : preview.warnings)
        notes.note("May still tell a person: " + std::to_string(warning.events) + " of " + warning.type + ", " +
                   std::string(name(warning.kind)) + (warning.pointer.empty() ? "" : " at " + warning.pointer));
    if (preview.isResidualSkipped) notes.note("Too many values: whether they tell a person was not looked at");
    if (preview.personalInClear > 0)
        notes.note(std::to_string(preview.personalInClear) +
                   " values of the copy are personal and in clear, since the store has no vault");
}

Json refusedOf(const RefusedInCopy &refused) {
    return Json::object({{"model", Json::string(refused.model)},
                         {"events", number(refused.events)},
                         {"version", Json::number(refused.version.value)},
                         {"type", Json::string(refused.type)},
                         {"reason", Json::string(refused.reason)}});
}

Result<ExitCode> printPreview(Context &context, const TransformationTask &task, const TransformationPreview &preview,
                              const std::vector<RefusedInCopy> &refused, const std::vector<EventPreview> &events) {
    tell(context, preview);
    for (const RefusedInCopy &each : refused)
        context.notes().note("To be weighed: " + sentenceOf(each));
    const ExitCode outcome = preview.isPossible() ? ExitCode::Done : ExitCode::Findings;
    if (context.globals().format == Format::Json) {
        std::vector<Json> places;
        for (const EventPreview &event : events)
            for (const TransformedPlace &place : event.places)
                places.push_back(placeOf(event, place));
        ES_TRY(context.print({{"stream", Value::text(task.source.value)},
                              {"target", Value::text(task.target.value)},
                              {"events", Value::count(preview.events)},
                              {"changed", Value::count(preview.changed)},
                              {"sealed", Value::count(preview.sealedAnew)},
                              {"personalInClear", Value::count(preview.personalInClear)},
                              {"untouched", Value::json(countsOf(preview.untouched))},
                              {"excluded", Value::json(countsOf(preview.excluded))},
                              {"unknown", Value::json(listOf(preview.unknown, &Json::string))},
                              {"problems", Value::json(listOf(preview.problems, &problemOf))},
                              {"literals", Value::json(listOf(preview.literals, &literalOf))},
                              {"warnings", Value::json(listOf(preview.warnings, &warningOf))},
                              {"refused", Value::json(listOf(refused, &refusedOf))},
                              {"places", Value::json(Json::array(std::move(places)))}}));
        return outcome;
    }
    List list = context.list({{.key = "version", .title = "v", .isFigure = true},
                              {.key = "type", .title = "Type", .columnsMax = 32, .fit = Column::Fit::End},
                              {.key = "pointer", .title = "Value"},
                              {.key = "before", .title = "Before", .columnsMax = 40, .fit = Column::Fit::End},
                              {.key = "after", .title = "After", .columnsMax = 40, .fit = Column::Fit::End}});
    for (const EventPreview &event : events) {
        for (const TransformedPlace &place : event.places) {
            const Value after = place.after ? Value::json(written(*place.after)) : Value().shownAs("(removed)");
            ES_ASSIGN(flow, list.row({Value::version(event.version), Value::text(event.type),
                                      Value::text(place.pointer), Value::json(written(place.before)), after}));
            if (flow == Flow::Enough) break;
        }
    }
    ES_TRY(list.finish());
    context.notes().note(std::to_string(preview.events) + " events, " + std::to_string(preview.changed) +
                         " of them change; nothing was copied (--apply does so, as " + task.target.value + ")");
    return outcome;
}

/// What the projections that are known of the store make of the copy.
Result<std::vector<RefusedInCopy>> projected(Context &context, const TransformationSources &sources,
                                             const TransformationTask &task) {
    ES_ASSIGN(pack, packOf(context, sources.store.info()));
    std::vector<ProjectionPtr> projections = std::move(pack.projections);
    projections.insert(projections.end(), pack.processes.begin(), pack.processes.end());
    return projectCopy(sources, task, pack.upcasters, projections, context.job());
}

Result<ExitCode> previewIt(Context &context, const Arguments &arguments, const std::vector<std::string> &literals) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDesk(context, *store));
    ES_ASSIGN(task, taskOf(arguments, desk));
    std::vector<EventPreview> events;
    const auto take = [&](const EventPreview &event) -> Result<void> {
        events.push_back(event);
        return {};
    };
    const TransformationSources sources{*store, desk.protection, desk.vault.get()};
    ES_ASSIGN(preview, previewTransformation(sources, task, literals, take, context.job()));
    std::vector<RefusedInCopy> refused;
    if (preview.isPossible()) {
        ES_ASSIGN(found, projected(context, sources, task));
        refused = std::move(found);
    }
    return printPreview(context, task, preview, refused, events);
}

Result<ExitCode> printResult(Context &context, const TransformationTask &task, const TransformationResult &result,
                             const std::vector<std::string> &instructions) {
    ES_TRY(context.print({{"transformation", Value::text(task.id)},
                          {"stream", Value::text(task.source.value)},
                          {"target", Value::text(task.target.value)},
                          {"state", Value::text(result.isComplete() ? "COMPLETE" : "INCOMPLETE")},
                          {"events", Value::count(result.events)},
                          {"appended", Value::count(result.appended)},
                          {"identical", Value::count(result.verdict.identical)},
                          {"copyIs", Value::text(result.isAnonymous ? "anonymous" : "pseudonymised")},
                          {"removed", Value::count(result.removed.events)},
                          {"removedSnapshots", Value::count(result.removed.snapshots)},
                          {"open", Value::json(listOf(result.open, &Json::string))},
                          {"files", Value::json(listOf(result.remnants, &Json::string))},
                          {"remaining", Value::json(listOf(result.removed.remaining, &Json::string))},
                          {"instructions", Value::json(listOf(instructions, &Json::string))}}));
    return result.isComplete() ? ExitCode::Done : ExitCode::Findings;
}

/// What the copy and the removal share.
Result<ExitCode> applyIt(Context &context, const Arguments &arguments, const std::vector<std::string> &literals) {
    if (!arguments.has("--id"))
        return fail(ErrorKind::Invalid, "--apply and --remove-source need the --id of the transformation",
                    "Such as T-2026-4; the same one goes on with what was begun");
    ES_ASSIGN(stream, wordOf(arguments, 0, "The stream"));
    const bool isRemoving = arguments.has("--remove-source");
    const std::string summary = (isRemoving ? "remove stream " : "copy stream ") + safeText(stream, LineBreaks::Escape);
    ES_ASSIGN(store, context.openForWriting("transform", Context::Missing::Fail, summary));
    ES_ASSIGN(desk, openDesk(context, store->reader()));
    ES_ASSIGN(task, taskOf(arguments, desk));
    const TransformationWorld world{*store,           desk.protection,
                                    desk.vault.get(), desk.ledger ? &*desk.ledger : nullptr,
                                    context.clock(),  desk.modelStores()};
    const TransformationReason why{arguments.textOrEmpty("--by"), arguments.textOrEmpty("--reason"),
                                   arguments.textOrEmpty("--anonymous-because")};
    for (const auto &[what, text] : {std::pair("the reason", why.reason), std::pair("who decided", why.by)})
        ES_TRY(checkNamesNobody(what, text, {}, literals));
    TransformationResult result;
    ES_ASSIGN(isGone, isSourceGone(world, task, context.job()));
    if (arguments.has("--apply") && !(isRemoving && isGone)) {
        ES_TRY(confirmAct(context, arguments,
                          "The stream is copied to " + safeText(task.target.value, LineBreaks::Escape) +
                              "; it stays as it is",
                          task.id));
        ES_ASSIGN(copied, transformStream(world, task, why, literals, context.job()));
        result = std::move(copied);
        if (why.anonymousBecause.empty())
            context.notes().note("The copy counts as pseudonymised: it is still personal data as long as "
                                 "--anonymous-because does not say why it is none");
        if (!isRemoving || !result.isComplete()) return printResult(context, task, result, {});
    }
    ES_ASSIGN(access, context.requireWrite("transform"));
    auto removal = openStreamRemoval(access, context.clock(), "remove a stream", context.job());
    if (!removal && removal.error().kind == ErrorKind::Unsupported) {
        ES_ASSIGN(verdict, checkCopy(world.sources(), task, literals, context.job()));
        result.target = task.target;
        result.events = verdict.copyEvents;
        if (!verdict.isSound()) result.open.emplace_back("The copy is not sound: apply the rules first");
        result.open.emplace_back("The source is still there: follow the instructions");
        const auto steps = removalInstructions(store->reader().info(), task.source, verdict.last);
        result.verdict = std::move(verdict);
        return printResult(context, task, result, steps);
    }
    if (!removal) return fail(std::move(removal).error());
    if (!isGone)
        ES_TRY(confirmAct(context, arguments,
                          "The stream " + safeText(stream, LineBreaks::Escape) +
                              " and its snapshots will be removed from the store; there is no way back",
                          stream));
    const std::uint64_t appended = result.appended;
    ES_ASSIGN(removed,
              removeSource(world, task, why, **removal, literals, searchedFiles(store->reader(), desk), context.job()));
    removed.appended = appended;
    return printResult(context, task, removed, {});
}

Json stepOf(const TransformationStep &step) {
    return Json::object({{"at", Json::string(toIso(step.at))},
                         {"type", Json::string(step.type)},
                         {"by", Json::string(step.by)},
                         {"reason", Json::string(step.reason)}});
}

/// How it stands, by what was noted; the store and its files are not looked at.
Result<ExitCode> printAccount(Context &context, const std::string &id, const std::string &stream) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(account, transformationAccount(*store, {stream}, id, context.job()));
    ES_TRY(context.print({{"transformation", Value::text(id)},
                          {"stream", Value::text(stream)},
                          {"target", Value::text(account.target.value)},
                          {"state", Value::text(account.isComplete() ? "COMPLETE" : "INCOMPLETE")},
                          {"sourceRemoved", Value::boolean(account.isSourceRemoved)},
                          {"open", Value::json(listOf(account.open, &Json::string))},
                          {"remaining", Value::json(listOf(account.remaining, &Json::string))},
                          {"steps", Value::json(listOf(account.steps, &stepOf))}}));
    return account.isComplete() ? ExitCode::Done : ExitCode::Findings;
}

} // namespace

Result<ExitCode> transformPersonsStream(Context &context, const Arguments &arguments) {
    const bool isAsking = arguments.has("--id") && !arguments.has("--rules") && !arguments.has("--apply") &&
                          !arguments.has("--remove-source");
    if (isAsking) {
        ES_ASSIGN(stream, wordOf(arguments, 0, "The stream"));
        return printAccount(context, arguments.textOrEmpty("--id"), stream);
    }
    ES_ASSIGN(wanted, personOf(context, arguments, {}));
    const bool isWriting = arguments.has("--apply") || arguments.has("--remove-source");
    return isWriting ? applyIt(context, arguments, wanted.literals) : previewIt(context, arguments, wanted.literals);
}

Result<ExitCode> appendTombstone(Context &context, const Arguments &arguments) {
    ES_ASSIGN(stream, wordOf(arguments, 0, "The stream"));
    const Tombstone tombstone{{stream}, arguments.textOrEmpty("--type"), arguments.text("--data").value_or("{}")};
    ES_TRY(checkTombstone(tombstone));
    const std::string summary = "append the tombstone " + tombstone.type + " to stream " + stream;
    ES_ASSIGN(store,
              context.openForWriting("tombstone", Context::Missing::Fail, safeText(summary, LineBreaks::Escape)));
    ES_ASSIGN(seen, versionToClose(store->reader(), tombstone, context.job()));
    ES_TRY(confirmAct(context, arguments,
                      "A tombstone is appended to " + safeText(stream, LineBreaks::Escape) +
                          "; its older events still hold what they hold",
                      stream));
    ES_ASSIGN(appended, eventscope::appendTombstone(*store, tombstone, seen, context.clock().now(), context.job()));
    context.notes().note("The older events of the stream still hold the data: a tombstone only says that it is not to "
                         "be used any more. privacy erase destroys the keys of what is sealed, privacy transform makes "
                         "a copy without the data and can remove the stream");
    ES_TRY(context.print({{"stream", Value::text(stream)},
                          {"type", Value::text(tombstone.type)},
                          {"version", Value::version(appended.last)},
                          {"position", Value::position(appended.position)},
                          {"olderEvents", Value::number(seen.value - store->reader().info().versionBase + 1)}}));
    return ExitCode::Done;
}

} // namespace eventscope::cli
