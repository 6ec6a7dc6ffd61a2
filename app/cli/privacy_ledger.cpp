// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_acts.h"
#include "app/cli/privacy_desk.h"
#include "core/base/atomic_file.h"
#include "core/base/text.h"
#include "core/open/open_vault.h"
#include "core/privacy/erasure_plan.h"
#include "core/privacy/erasure_request.h"
#include "core/privacy/ledger_details.h"
#include "core/privacy/legal_hold.h"
#include "core/privacy/new_keys.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace eventscope::cli {

namespace {

constexpr std::size_t kLedgerBytesMax = std::size_t{1} << 30;

Result<void> printEntries(Context &context, const std::vector<LedgerEntry> &entries) {
    List list = context.list({{.key = "number", .title = "Number", .isFigure = true},
                              {.key = "at", .title = "At"},
                              {.key = "act", .title = "Act"},
                              {.key = "erasure", .title = "Erasure"},
                              {.key = "subject", .title = "Subject", .columnsMax = 16, .fit = Column::Fit::Middle},
                              {.key = "details", .title = "Details"}});
    for (const LedgerEntry &entry : entries) {
        ES_ASSIGN(flow, list.row({Value::count(entry.number), Value::moment(entry.at), Value::text(entry.act),
                                  Value::text(entry.erasure),
                                  entry.subject == SubjectBinding() ? Value() : Value::text(toHex(entry.subject)),
                                  Value::json(entry.details)}));
        if (flow == Flow::Enough) break;
    }
    return list.finish();
}

Result<void> addHold(Context &context, const Arguments &arguments, const EventStore &store, PrivacyDesk &desk) {
    std::optional<SubjectId> person;
    if (!arguments.has("--everybody")) {
        ES_ASSIGN(subject, wordOf(arguments, 1, "The person's id"));
        person = SubjectId{subject};
    }
    LegalHold hold{.reason = arguments.textOrEmpty("--reason"),
                   .authority = arguments.textOrEmpty("--authority"),
                   .purposes = arguments.texts("--purpose")};
    ES_ASSIGN(until, arguments.timeSpan("--until"));
    if (until) hold.until = until->to;
    ES_TRY(eventscope::addHold(*desk.ledger, *desk.vault, desk.protection.policy, person, hold, context.clock().now()));
    if (!person) return {};
    ES_ASSIGN(isKnown, isKnownSubject(desk.sourcesOf(store), *person, *desk.vault, *desk.ledger, context.job()));
    if (!isKnown) noteNotKnown(context);
    return {};
}

Result<void> releaseHold(Context &context, const Arguments &arguments, PrivacyDesk &desk) {
    ES_ASSIGN(number, numberOf(arguments, 1, "hold", "See: privacy hold list"));
    return eventscope::releaseHold(*desk.ledger, number, context.clock().now());
}

/// Its whole lines, which were checked.
Result<std::string> textOf(const ErasureLedger &ledger) {
    if (ledger.entries().empty()) return std::string();
    ES_ASSIGN(text, readFile(ledger.path(), kLedgerBytesMax));
    return text.substr(0, text.rfind('\n') + 1);
}

Result<ExitCode> exportLedger(Context &context, const Arguments &arguments, const PrivacyDesk &desk) {
    ES_ASSIGN(text, textOf(*desk.ledger));
    ES_ASSIGN(target, writeWhereAsked(context, arguments, desk, text));
    if (!target) return ExitCode::Done;
    const auto &entries = desk.ledger->entries();
    ES_TRY(context.print({{"file", Value::text(*target)},
                          {"entries", Value::count(entries.size())},
                          {"hash", entries.empty() ? Value() : Value::text(toHex(entries.back().hash.bytes))}}));
    return ExitCode::Done;
}

/// How a checked copy stands to the ledger that is in use. One that has more means that this one has lost lines.
std::string standing(const std::vector<LedgerEntry> &copy, const std::vector<LedgerEntry> &own) {
    const std::size_t common = std::min(copy.size(), own.size());
    if (common > 0 && copy[common - 1].hash != own[common - 1].hash) return "other";
    return copy.size() == own.size() ? "same" : copy.size() < own.size() ? "older" : "newer";
}

Result<ExitCode> verifyLedger(Context &context, const Arguments &arguments, const PrivacyDesk &desk) {
    const std::string path = arguments.text("--file").value_or(desk.ledger->path());
    std::error_code problem;
    if (arguments.has("--file") && !std::filesystem::exists(path, problem))
        return fail(ErrorKind::NotFound, "There is no file " + path, "Check the name");
    const auto copy = ErasureLedger::openCopy(path, *desk.vault);
    if (!copy && copy.error().kind != ErrorKind::Corrupt) return fail(copy.error());
    const std::string stands = copy ? standing(copy->entries(), desk.ledger->entries()) : "changed";
    const bool isSound = stands == "same" || stands == "older";
    ES_TRY(context.print(
        {{"file", Value::text(path)},
         {"entries", copy ? Value::count(copy->entries().size()) : Value()},
         {"hash", copy && !copy->entries().empty() ? Value::text(toHex(copy->entries().back().hash.bytes)) : Value()},
         {"standing", Value::text(stands)},
         {"problem", copy ? Value() : Value::text(copy.error().message)}}));
    if (stands == "newer" || stands == "other")
        context.notes().note("The copy is genuine, and the ledger in use is not what follows from it: it was restored "
                             "from before, or lost lines");
    return isSound ? ExitCode::Done : ExitCode::Findings;
}

/// The vault itself would not open in front of such a ledger.
Result<ExitCode> acceptLoss(Context &context, const Arguments &arguments, const EventStore &store) {
    ES_ASSIGN(place, context.vaultOf(store));
    ES_ASSIGN(vault, KeyVault::open(place->path(), context.clock()));
    ES_ASSIGN(secrets, context.secretsOf(*vault));
    ES_TRY(vault->unlock(secrets));
    if (vault->store() != store.info().identity.id)
        return fail(ErrorKind::Refused, "The vault is of another store (" + vault->path() + ")", "Name the right one");
    ES_ASSIGN(path, ledgerPath(store.info().identity));
    ES_TRY(confirmAct(context, arguments,
                      "the ledger of erasures goes on without the lines that it has lost: erasures and holds in them "
                      "are not known any more",
                      "accept"));
    ES_ASSIGN(ledger, eventscope::acceptLoss(store, path, *vault, context.clock().now(), context.job()));
    ES_TRY(printEntries(context, {ledger.entries().back()}));
    return ExitCode::Done;
}

NewKeysDecision decisionOn(const std::string &subject, const Arguments &arguments) {
    return {{subject}, arguments.texts("--purpose"), arguments.textOrEmpty("--reason"), arguments.textOrEmpty("--by")};
}

/// For which of the person's purposes a decision on their keys was carried out.
Result<ExitCode> printPurposes(Context &context, const PrivacyDesk &desk, const NewKeysDecision &decision,
                               const std::vector<std::string> &purposes) {
    ES_ASSIGN(subject, desk.vault->bindingOf(decision.subject));
    ES_TRY(context.print({{"subject", Value::text(toHex(subject))}, {"purposes", Value::json(textsJson(purposes))}}));
    return ExitCode::Done;
}

} // namespace

Result<ExitCode> serveLedger(Context &context, const Arguments &arguments) {
    const auto words = arguments.texts("WORD");
    const std::string act = words.empty() ? "list" : words.front();
    ES_ASSIGN(store, context.openStore());
    if (act == "accept") return acceptLoss(context, arguments, *store);
    ES_ASSIGN(desk, openDeskWithLedger(context, *store)); // checks every line
    if (act == "export") return exportLedger(context, arguments, desk);
    if (act == "verify") return verifyLedger(context, arguments, desk);
    if (act != "list")
        return fail(ErrorKind::Invalid, "ledger takes list, export, verify or accept, not \"" + act + "\"");
    ES_TRY(printEntries(context, desk.ledger->entries()));
    return ExitCode::Done;
}

Result<ExitCode> holdPerson(Context &context, const Arguments &arguments) {
    ES_ASSIGN(act, wordOf(arguments, 0, "add, remove or list"));
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDeskWithVault(context, *store));
    if (act == "add")
        ES_TRY(addHold(context, arguments, *store, desk));
    else if (act == "remove")
        ES_TRY(releaseHold(context, arguments, desk));
    else if (act != "list")
        return fail(ErrorKind::Invalid, "hold takes add, remove or list, not \"" + act + "\"");
    ES_TRY(printEntries(context, allHolds(*desk.ledger, context.clock().now())));
    return ExitCode::Done;
}

Result<ExitCode> allowPerson(Context &context, const Arguments &arguments) {
    ES_ASSIGN(subject, wordOf(arguments, 0, "The person's id"));
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDeskWithVault(context, *store));
    const NewKeysDecision decision = decisionOn(subject, arguments);
    ES_TRY(confirmAct(context, arguments,
                      safeText(subject, LineBreaks::Escape) +
                          " was erased: from now on there are new keys for what is appended about them",
                      subject));
    ES_ASSIGN(purposes,
              allowNewKeys(*desk.ledger, *desk.vault, desk.protection.policy, decision, context.clock().now()));
    return printPurposes(context, desk, decision, purposes);
}

Result<ExitCode> retirePersonsKeys(Context &context, const Arguments &arguments) {
    ES_ASSIGN(subject, wordOf(arguments, 0, "The person's id"));
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDeskWithVault(context, *store));
    const NewKeysDecision decision = decisionOn(subject, arguments);
    ES_ASSIGN(purposes, retireKeys(*desk.ledger, *desk.vault, desk.protection.policy, decision, context.clock().now()));
    if (purposes.empty()) context.notes().note("Their keys were retired before, and nothing has been sealed since");
    return printPurposes(context, desk, decision, purposes);
}

} // namespace eventscope::cli
