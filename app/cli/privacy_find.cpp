// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_acts.h"
#include "app/cli/privacy_desk.h"
#include "core/privacy/erasure_plan.h"
#include "core/privacy/telling_id.h"

namespace eventscope::cli {

namespace {

Value textOrNull(const std::string &text) { return text.empty() ? Value() : Value::text(text); }

Result<Flow> printHit(List &list, const SubjectHit &hit) {
    const bool isRow = hit.place == SubjectHit::Place::ModelRow;
    const bool isEvent = !isRow && hit.place != SubjectHit::Place::Snapshot;
    return list.row({Value::text(name(hit.place)), Value::text(name(hit.reason)), Value::text(name(hit.state)),
                     textOrNull(hit.stream.value), isRow ? Value() : Value::number(hit.version.value),
                     textOrNull(hit.type), textOrNull(hit.pointer), textOrNull(hit.purpose),
                     isRow ? Value() : Value::position(hit.position),
                     isEvent ? Value::text(toString(hit.event)) : Value(),
                     isRow ? Value() : Value::moment(hit.recordedAt), textOrNull(hit.model), textOrNull(hit.key)});
}

template <class Map>
Value countsOf(const Map &counts) {
    std::vector<Json::Member> members;
    for (const auto &[name, count] : counts)
        members.push_back({name.empty() ? "any purpose" : name, Json::number(static_cast<std::int64_t>(count))});
    return Value::json(Json::object(std::move(members)));
}

Value holdsOf(const std::vector<LedgerEntry> &holds) {
    std::vector<Json> all;
    for (const LedgerEntry &hold : holds)
        all.push_back(Json::object({{"number", Json::number(static_cast<std::int64_t>(hold.number))},
                                    {"reason", hold.details.member("reason")}}));
    return Value::json(Json::array(std::move(all)));
}

Value textsOf(const std::set<std::string> &texts) {
    std::vector<Json> all;
    for (const std::string &text : texts)
        all.push_back(Json::string(text));
    return Value::json(Json::array(std::move(all)));
}

/// With their paths: whoever plans an erasure has to look for those that are not there.
Value exportsOf(const std::vector<PlannedExport> &exports) {
    std::vector<Json> all;
    for (const auto &[made, state] : exports)
        all.push_back(Json::object({{"number", Json::number(static_cast<std::int64_t>(made.number))},
                                    {"at", Json::string(toIso(made.at))},
                                    {"kind", Json::string(made.kind)},
                                    {"by", Json::string(made.by)},
                                    {"for", Json::string(made.receiver)},
                                    {"reason", Json::string(made.reason)},
                                    {"file", Json::string(made.path)},
                                    {"hash", Json::string(toHex(made.hash.bytes))},
                                    {"state", Json::string(name(state))}}));
    return Value::json(Json::array(std::move(all)));
}

/// Of the vault, which the erasure would not reach.
Value backupsOf(const std::vector<PlannedBackup> &backups) {
    std::vector<Json> all;
    for (const PlannedBackup &backup : backups) {
        const auto &expires = backup.made.expiresAt;
        all.push_back(Json::object({{"number", Json::number(static_cast<std::int64_t>(backup.made.number))},
                                    {"file", Json::string(backup.made.path)},
                                    {"state", Json::string(name(backup.state))},
                                    {"escrow", backup.made.escrow ? Json::string(toHex(*backup.made.escrow)) : Json()},
                                    {"expires", expires ? Json::string(toIso(*expires)) : Json()}}));
    }
    return Value::json(Json::array(std::move(all)));
}

/// Streams that the erasure would close.
Value tombstonesOf(const ErasurePlan &plan) {
    std::vector<Json> all;
    for (const auto &[stream, type] : plan.tombstones)
        all.push_back(Json::object({{"stream", Json::string(stream.value)}, {"type", Json::string(type)}}));
    return Value::json(Json::array(std::move(all)));
}

/// What no key reaches, and what does.
void noteWhatIsInClear(Context &context, const ErasurePlan &plan) {
    if (!plan.hasVault) context.notes().note("The store has no vault: nothing is sealed, and no key can be destroyed");
    if (plan.inClear.empty()) return;
    context.notes().note(
        std::to_string(plan.inClear.size()) +
        " values are in clear: destroying keys does not erase them (privacy find says where). privacy "
        "transform makes a copy of a stream without them; privacy notice writes what recipients are to "
        "be told, and how they look whether it is gone");
}

} // namespace

Result<ExitCode> findPerson(Context &context, const Arguments &arguments) {
    ES_ASSIGN(subject, wordOf(arguments, 0, "The person's id"));
    ES_ASSIGN(wanted, personOf(context, arguments, subject));
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDesk(context, *store));
    List list = context.list({{.key = "place", .title = "Place"},
                              {.key = "reason", .title = "Why"},
                              {.key = "state", .title = "State"},
                              {.key = "stream", .title = "Stream", .columnsMax = 40, .fit = Column::Fit::Middle},
                              {.key = "version", .title = "v", .isFigure = true},
                              {.key = "type", .title = "Type", .columnsMax = 32, .fit = Column::Fit::End},
                              {.key = "pointer", .title = "Value"},
                              {.key = "purpose", .title = "Purpose"},
                              {.key = "position", .title = "Position", .isFigure = true},
                              {.key = "event", .title = ""},
                              {.key = "recordedAt", .title = ""},
                              {.key = "model", .title = "Read model"},
                              {.key = "key", .title = "Key", .columnsMax = 40, .fit = Column::Fit::Middle}});
    bool isOver = false, isFound = false;
    const SubjectSources sources = desk.sourcesOf(*store);
    const auto print = [&](const SubjectHit &hit) -> Result<void> {
        isFound = true;
        if (isOver) return {};
        ES_ASSIGN(flow, printHit(list, hit));
        isOver = flow == Flow::Enough;
        return {};
    };
    ES_TRY(findSubject(sources, wanted, print, context.job()));
    ES_TRY(list.finish());
    if (!isFound) noteNotKnown(context);
    return ExitCode::Done;
}

Result<ExitCode> planPersonsErasure(Context &context, const Arguments &arguments) {
    ES_ASSIGN(subject, wordOf(arguments, 0, "The person's id"));
    ES_ASSIGN(wanted, personOf(context, arguments, subject));
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDesk(context, *store));
    const SubjectSources sources = desk.sourcesOf(*store);
    ES_ASSIGN(plan, planErasure(sources, wanted, arguments.texts("--purpose"), desk.vault.get(),
                                desk.ledger ? &*desk.ledger : nullptr, context.clock().now(), context.job()));
    ES_TRY(context.print({{"subject", plan.hasVault ? Value::text(toHex(plan.subject)) : Value()},
                          {"keys", Value::count(plan.keys.size())},
                          {"values", countsOf(plan.values)},
                          {"events", Value::count(plan.events)},
                          {"streams", Value::count(plan.streams.size())},
                          {"snapshots", Value::count(plan.snapshots)},
                          {"rows", countsOf(plan.rows)},
                          {"deadLetters", countsOf(plan.letters)},
                          {"outOfReach", Value::count(plan.outOfReach)},
                          {"inClear", Value::count(plan.inClear.size())},
                          {"identifiers", Value::count(plan.identifiers)},
                          {"tombstones", tombstonesOf(plan)},
                          {"exports", exportsOf(plan.exports)},
                          {"backups", backupsOf(plan.backups)},
                          {"holds", holdsOf(plan.holds)},
                          {"recipients", textsOf(plan.recipients)},
                          {"plan", Value::text(digestOf(plan))},
                          {"erasure", plan.underWay ? Value::text(*plan.underWay) : Value()}}));
    noteWhatIsInClear(context, plan);
    if (const auto kind = tellingIdOf(subject))
        context.notes().note("The id looks like " + std::string(words(*kind)) +
                             ": ids stay in events and in names of streams, whatever is erased");
    if (plan.outOfReach > 0)
        context.notes().note(std::to_string(plan.outOfReach) +
                             " sealed values are of a form that this version does not know, or of a key that the "
                             "vault does not have: nobody can tell that they would be erased");
    if (plan.underWay) context.notes().note("The erasure " + *plan.underWay + " of this person is not over");
    if (!plan.isKnown)
        context.notes().note("Nothing is known of this person: no key, no event, no row. Check the id (letters, case, "
                             "spaces); erase refuses it without --even-unknown");
    const bool isWhole = plan.inClear.empty() && plan.outOfReach == 0;
    return isWhole && plan.holds.empty() ? ExitCode::Done : ExitCode::Findings;
}

} // namespace eventscope::cli
