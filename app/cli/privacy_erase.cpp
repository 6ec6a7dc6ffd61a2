// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_acts.h"
#include "app/cli/privacy_desk.h"
#include "app/cli/terminal.h"
#include "core/base/text.h"
#include "core/open/erasure_details.h"
#include "core/open/fresh_process.h"
#include "core/privacy/backup_register.h"
#include "core/privacy/erasure_standing.h"

#include <algorithm>

namespace eventscope::cli {

namespace {

/// All of them outlive it.
ErasureWorld worldOf(Context &context, const ErasureStore &store, PrivacyDesk &desk) {
    ErasureWorld world = erasureWorld(store, desk, context.clock());
    addFreshProcess(world, kOwnProgram, desk.access);
    addReportDetails(world, {"eventscope-cli", EVENTSCOPE_VERSION});
    return world;
}

/// What would be destroyed, and what would still open it.
Result<std::string> whatIsErased(const PrivacyDesk &desk, const ErasureRequest &request) {
    std::string purposes;
    for (const std::string &purpose : request.purposes)
        purposes += (purposes.empty() ? " for " : ", ") + safeText(purpose, LineBreaks::Escape);
    if (!purposes.empty()) purposes += " alone";
    std::string text = "The keys of " + safeText(request.subject.value, LineBreaks::Escape) + purposes +
                       " will be destroyed. There is no way back.\n";
    ES_ASSIGN(backups, backupsOf(*desk.ledger, *desk.vault));
    const auto count = std::ranges::count(backups, false, &RegisteredBackup::isDestroyed);
    if (count > 0)
        text += std::to_string(count) +
                (count == 1 ? " backup of the vault still holds them (privacy backup): no erasure reaches it.\n"
                            : " backups of the vault still hold them (privacy backup): no erasure reaches these.\n");
    return text;
}

Result<void> confirmErasure(Context &context, const Arguments &arguments, const PrivacyDesk &desk,
                            const ErasureRequest &request) {
    if (arguments.has("--yes")) return {};
    if (!context.mayAsk())
        return fail(ErrorKind::Refused, "An erasure needs a confirmation", "Add --yes if that is what you mean");
    ES_ASSIGN(what, whatIsErased(desk, request));
    ES_ASSIGN(typed, askAtTerminal(what + "Type " + safeText(request.subject.value, LineBreaks::Escape) +
                                       " to go on, anything else to stop: ",
                                   Echo::Yes, context.job().stop));
    if (typed.view() == request.subject.value) return {};
    return fail(ErrorKind::Refused, "Not confirmed. Nothing was changed");
}

Result<ExitCode> print(Context &context, const ErasureResult &result) {
    std::vector<Json> checks;
    for (const ErasureCheck &check : result.checks)
        checks.push_back(Json::string(check.what + ": " + check.outcome));
    std::vector<Json> open;
    for (const std::string &each : result.open)
        open.push_back(Json::string(each));
    ES_TRY(context.print({{"erasureId", Value::text(result.erasure)},
                          {"state", Value::text(result.isComplete ? "COMPLETE" : "INCOMPLETE")},
                          {"open", Value::json(Json::array(std::move(open)))},
                          {"checks", Value::json(Json::array(std::move(checks)))}}));
    return result.isComplete ? ExitCode::Done : ExitCode::Findings;
}

/// What was recorded when it was asked for first is not changed by asking again.
void noteWhatStands(Context &context, const PrivacyDesk &desk, const ErasureRequest &request) {
    const LedgerEntry *requested = desk.ledger->find(request.erasure, acts::kRequested);
    if (!requested) return;
    // Who decides now is recorded where the policy has come to want two.
    const bool isDecidedAnew =
        desk.protection.policy.needsSecondPerson() && requested->details.member("second").token().empty();
    std::string differing;
    for (const auto &[name, value] : detailsOf(request)) {
        if (isDecidedAnew && (name == "by" || name == "second")) continue;
        if (name == "purposes" || value.token().empty() || requested->details.member(name).token() == value.token())
            continue;
        differing += (differing.empty() ? "" : ", ") + name;
    }
    if (differing.empty()) return;
    context.notes().note("The erasure " + request.erasure + " was asked for on " + toIso(requested->at) +
                         ": what was recorded then stands, not what is said now (" + differing + ")");
}

const char *words(ErasureStanding standing) {
    switch (standing) {
    case ErasureStanding::NotBegun:
        break;
    case ErasureStanding::Requested:
        return "Nothing was destroyed yet";
    case ErasureStanding::Fenced:
        return "The keys open nothing any more, and are not destroyed yet";
    case ErasureStanding::Destroyed:
    case ErasureStanding::Complete:
        return "The keys are destroyed already";
    }
    return "Nothing was recorded";
}

/// What went wrong, and what has been done all the same.
Failure whereItStands(Error error, const PrivacyDesk &desk, const std::string &erasure) {
    const auto standing = standingOf(*desk.ledger, *desk.vault, erasure);
    if (!standing || *standing == ErasureStanding::NotBegun) return fail(std::move(error));
    const std::string end =
        *standing == ErasureStanding::Complete ? " was complete before, and is to be verified anew" : " is not over";
    if (!error.hint.empty()) error.hint += ". ";
    error.hint += std::string(words(*standing)) + "; the erasure " + erasure + end + ": run the same command again";
    return fail(std::move(error));
}

struct Verification {
    std::string erasure;
    SubjectId subject;
    std::vector<std::string> literals;
};
Result<ExitCode> verify(Context &context, const ErasureStore &store, PrivacyDesk &desk, const Verification &what) {
    const ErasureWorld world = worldOf(context, store, desk);
    ES_ASSIGN(result, verifyErasure(world, what.erasure, what.subject, what.literals, context.job()));
    return print(context, result);
}

} // namespace

Result<ExitCode> erasePerson(Context &context, const Arguments &arguments) {
    ES_ASSIGN(subject, wordOf(arguments, 0, "The person's id"));
    ES_ASSIGN(wanted, personOf(context, arguments, subject));
    if (arguments.has("--alias") && !arguments.has("--plan"))
        return fail(ErrorKind::Invalid, "erase takes --alias only with --plan, which was made with it",
                    "It erases one id: erase the others of this person one by one");
    ErasureRequest request;
    request.erasure = arguments.textOrEmpty("--id");
    request.subject = {subject};
    request.purposes = arguments.texts("--purpose");
    request.reason = arguments.textOrEmpty("--reason");
    request.by = arguments.textOrEmpty("--by");
    request.second = arguments.textOrEmpty("--second");
    request.caseNumber = arguments.textOrEmpty("--case");
    if (request.by.empty())
        return fail(ErrorKind::Invalid, "Somebody must have decided on it", "Name a role or number (--by)");
    if (arguments.has("--even-unknown")) request.unknown = UnknownSubject::Allow;
    ES_ASSIGN(received, arguments.timeSpan("--received"));
    if (received) request.receivedAt = received->from;
    ES_ASSIGN(due, arguments.timeSpan("--due"));
    if (due) request.dueAt = due->to;
    if (arguments.has("--plan")) request.plan = ConfirmedPlan{arguments.textOrEmpty("--plan"), wanted.aliases};
    ES_ASSIGN(store,
              context.openForWriting("erase", Context::Missing::Fail, "erase a person (" + request.erasure + ")"));
    ES_ASSIGN(desk, openDeskWithVault(context, store->reader()));
    noteWhatStands(context, desk, request);
    // Nobody is asked for what would be refused.
    ES_TRY(checkErasure(worldOf(context, *store, desk), request, wanted.literals, context.job()));
    ES_TRY(confirmErasure(context, arguments, desk, request));
    const auto result = erase(worldOf(context, *store, desk), request, wanted.literals, context.job());
    if (!result) return whereItStands(result.error(), desk, request.erasure);
    return print(context, *result);
}

Result<ExitCode> verifyPersonsErasure(Context &context, const Arguments &arguments) {
    ES_ASSIGN(erasure, wordOf(arguments, 0, "The erasure's id"));
    ES_ASSIGN(subject, wordOf(arguments, 1, "The person's id"));
    ES_ASSIGN(wanted, personOf(context, arguments, subject));
    if (!context.globals().write) {
        ES_ASSIGN(store, context.openStore());
        ES_ASSIGN(desk, openDeskWithVault(context, *store));
        context.notes().note(
            "Nothing is written: what is found is not recorded in the ledger, and nothing is deleted or "
            "put back (--write)");
        return verify(context, *store, desk, {erasure, {subject}, wanted.literals});
    }
    ES_ASSIGN(store, context.openForWriting("verify", Context::Missing::Fail, "verify the erasure " + erasure));
    ES_ASSIGN(desk, openDeskWithVault(context, store->reader()));
    return verify(context, *store, desk, {erasure, {subject}, wanted.literals});
}

} // namespace eventscope::cli
