// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_acts.h"
#include "app/cli/privacy_desk.h"
#include "core/privacy/erasure_plan.h"

#include <charconv>

namespace eventscope::cli {

namespace {

Result<void> printEntries(Context &context, const std::vector<LedgerEntry> &entries) {
    List list = context.list({{.key = "number", .title = "Number", .isFigure = true},
                              {.key = "at", .title = "At"},
                              {.key = "act", .title = "Act"},
                              {.key = "erasure", .title = "Erasure"},
                              {.key = "subject", .title = "Subject", .columnsMax = 16, .fit = Column::Fit::Middle},
                              {.key = "details", .title = "Details"}});
    for (const LedgerEntry &entry : entries) {
        ES_ASSIGN(flow, list.row({Value::count(entry.number), Value::moment(entry.at), Value::text(entry.act),
                                  Value::text(entry.erasure), Value::text(toHex(entry.subject)),
                                  Value::json(entry.details)}));
        if (flow == Flow::Enough) break;
    }
    return list.finish();
}

Result<std::uint64_t> numberOf(const std::string &text) {
    std::uint64_t number = 0;
    const char *end = text.data() + text.size();
    if (const auto read = std::from_chars(text.data(), end, number); read.ec == std::errc{} && read.ptr == end)
        return number;
    return fail(ErrorKind::Invalid, "\"" + text + "\" is no number of a hold", "See: privacy hold list");
}

Result<void> addHold(Context &context, const Arguments &arguments, PrivacyDesk &desk) {
    ES_ASSIGN(subject, wordOf(arguments, 1, "The person's id"));
    const auto reason = arguments.text("--reason");
    if (!reason) return fail(ErrorKind::Invalid, "A hold needs its --reason", "Such as --reason \"court order\"");
    ES_ASSIGN(until, arguments.timeSpan("--until"));
    ES_ASSIGN(binding, desk.vault->bindingOf({subject}));
    std::vector<Json::Member> details{{"reason", Json::string(*reason)}};
    if (until) details.push_back({"until", Json::string(toIso(until->to))});
    ES_TRY(desk.ledger->add(context.clock().now(), acts::kHold, {}, binding, Json::object(std::move(details))));
    return {};
}

Result<void> releaseHold(Context &context, const Arguments &arguments, PrivacyDesk &desk) {
    ES_ASSIGN(text, wordOf(arguments, 1, "The hold's number"));
    ES_ASSIGN(number, numberOf(text));
    const auto &entries = desk.ledger->entries();
    if (number == 0 || number > entries.size() || entries[number - 1].act != acts::kHold)
        return fail(ErrorKind::NotFound, "There is no hold " + text, "See: privacy hold list");
    const SubjectBinding subject = entries[number - 1].subject;
    ES_TRY(desk.ledger->add(context.clock().now(), acts::kRelease, {}, subject,
                            Json::object({{"hold", Json::number(static_cast<std::int64_t>(number))}})));
    return {};
}

/// All that are not over.
std::vector<LedgerEntry> allHolds(const ErasureLedger &ledger, Time now) {
    std::vector<LedgerEntry> all;
    for (const LedgerEntry &entry : ledger.entries()) {
        if (entry.act != acts::kHold) continue;
        const auto open = holdsOn(ledger, entry.subject, now);
        const auto isThis = [&](const LedgerEntry &hold) { return hold.number == entry.number; };
        if (std::ranges::any_of(open, isThis)) all.push_back(entry);
    }
    return all;
}

} // namespace

Result<ExitCode> listLedger(Context &context, const Arguments &) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDeskWithVault(context, *store)); // checks every line
    ES_TRY(printEntries(context, desk.ledger->entries()));
    return ExitCode::Done;
}

Result<ExitCode> holdPerson(Context &context, const Arguments &arguments) {
    ES_ASSIGN(act, wordOf(arguments, 0, "add, remove or list"));
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDeskWithVault(context, *store));
    if (act == "add")
        ES_TRY(addHold(context, arguments, desk));
    else if (act == "remove")
        ES_TRY(releaseHold(context, arguments, desk));
    else if (act != "list")
        return fail(ErrorKind::Invalid, "hold takes add, remove or list, not \"" + act + "\"");
    ES_TRY(printEntries(context, allHolds(*desk.ledger, context.clock().now())));
    return ExitCode::Done;
}

} // namespace eventscope::cli
