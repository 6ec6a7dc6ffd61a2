// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/legal_hold.h"

#include "core/privacy/erasure_request.h"
#include "core/privacy/ledger_details.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace eventscope {

namespace {

/// `purposes` are of what would be erased; none: all.
bool forbids(const LedgerEntry &hold, std::span<const std::string> purposes) {
    const std::vector<std::string> held = hold.texts("purposes");
    if (held.empty() || purposes.empty()) return true;
    return std::ranges::any_of(
        purposes, [&](const std::string &purpose) { return std::ranges::find(held, purpose) != held.end(); });
}

} // namespace

Result<std::uint64_t> addHold(ErasureLedger &ledger, const KeyVault &vault, const PrivacyPolicy &policy,
                              const std::optional<SubjectId> &person, const LegalHold &hold, Time now) {
    if (hold.reason.empty())
        return fail(ErrorKind::Invalid, "A hold needs its reason", "Such as \"court order\" (--reason)");
    if (hold.until && *hold.until <= now)
        return fail(ErrorKind::Invalid, "The hold would be over already (" + toIso(*hold.until) + ")",
                    "Name a time to come (--until), or none");
    SubjectBinding subject; // everybody
    std::vector<KeyRow> keys;
    if (person) {
        ES_TRY(checkNamesNobody("the reason", hold.reason, *person));
        ES_TRY(checkNamesNobody("the authority", hold.authority, *person));
        ES_ASSIGN(binding, vault.bindingOf(*person));
        ES_ASSIGN(theirs, vault.keysOf(binding));
        subject = binding;
        keys = std::move(theirs);
    }
    ES_TRY(checkPurposes(policy, keys, hold.purposes));
    std::vector<Json::Member> details{{"reason", Json::string(hold.reason)}};
    if (!hold.authority.empty()) details.push_back({"authority", Json::string(hold.authority)});
    if (!hold.purposes.empty()) details.push_back({"purposes", textsJson(hold.purposes)});
    if (hold.until) details.push_back({"until", Json::string(toIso(*hold.until))});
    return ledger.add(now, acts::kHold, {}, subject, Json::object(std::move(details)));
}

Result<void> releaseHold(ErasureLedger &ledger, std::uint64_t number, Time now) {
    const auto &entries = ledger.entries();
    if (number == 0 || number > entries.size() || entries[number - 1].act != acts::kHold)
        return fail(ErrorKind::NotFound, "There is no hold " + std::to_string(number), "See: privacy hold list");
    const auto isReleased = [number](const LedgerEntry &entry) {
        return entry.act == acts::kRelease && entry.details.member("hold").token() == std::to_string(number);
    };
    if (std::ranges::any_of(entries, isReleased))
        return fail(ErrorKind::NotFound, "The hold " + std::to_string(number) + " was released already",
                    "See: privacy hold list");
    const SubjectBinding subject = entries[number - 1].subject;
    ES_TRY(ledger.add(now, acts::kRelease, {}, subject, Json::object({{"hold", countJson(number)}})));
    return {};
}

std::vector<LedgerEntry> holdsOn(const ErasureLedger &ledger, const SubjectBinding &subject,
                                 std::span<const std::string> purposes, Time now) {
    std::vector<LedgerEntry> holds;
    for (const LedgerEntry &entry : ledger.entries()) {
        const bool isTheirs = entry.subject == subject || entry.subject == SubjectBinding();
        if (entry.act == acts::kHold && isTheirs && forbids(entry, purposes)) {
            const auto until = parseTime(entry.details.member("until").token());
            if (!until || *until > now) holds.push_back(entry);
        }
        if (entry.act != acts::kRelease) continue;
        const std::string number(entry.details.member("hold").token());
        std::erase_if(holds, [&](const LedgerEntry &hold) { return std::to_string(hold.number) == number; });
    }
    return holds;
}

Failure heldError(const std::vector<LedgerEntry> &holds) {
    const LedgerEntry &hold = holds.front();
    const std::string number = std::to_string(hold.number);
    const std::string reason = "A legal hold forbids it: " + std::string(hold.details.member("reason").token());
    std::string held;
    for (const std::string &purpose : hold.texts("purposes"))
        held += (held.empty() ? "" : ", ") + purpose;
    if (held.empty()) return fail(ErrorKind::Refused, reason, "Release the hold first (number " + number + ")");
    return fail(ErrorKind::Refused, reason + " (what is kept for " + held + ")",
                "Erase for the other purposes alone (--purpose), or release the hold first (number " + number + ")");
}

std::vector<LedgerEntry> allHolds(const ErasureLedger &ledger, Time now) {
    std::vector<LedgerEntry> all;
    for (const LedgerEntry &entry : ledger.entries()) {
        if (entry.act != acts::kHold) continue;
        const auto open = holdsOn(ledger, entry.subject, {}, now);
        const auto isThis = [&](const LedgerEntry &hold) { return hold.number == entry.number; };
        if (std::ranges::any_of(open, isThis)) all.push_back(entry);
    }
    return all;
}

} // namespace eventscope
