// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/legal_hold.h"

#include "core/privacy/erasure_request.h"
#include "core/privacy/ledger_details.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace eventscope {

Result<std::uint64_t> addHold(ErasureLedger &ledger, const KeyVault &vault, const SubjectId &person,
                              const LegalHold &hold, Time now) {
    if (hold.reason.empty())
        return fail(ErrorKind::Invalid, "A hold needs its reason", "Such as \"court order\" (--reason)");
    if (hold.until && *hold.until <= now)
        return fail(ErrorKind::Invalid, "The hold would be over already (" + toIso(*hold.until) + ")",
                    "Name a time to come (--until), or none");
    ES_TRY(checkNamesNobody("the reason", hold.reason, person));
    ES_ASSIGN(subject, vault.bindingOf(person));
    std::vector<Json::Member> details{{"reason", Json::string(hold.reason)}};
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

std::vector<LedgerEntry> holdsOn(const ErasureLedger &ledger, const SubjectBinding &subject, Time now) {
    std::vector<LedgerEntry> holds;
    for (const LedgerEntry &entry : ledger.entries()) {
        if (entry.act == acts::kHold && (entry.subject == subject || entry.subject == SubjectBinding())) {
            const auto until = parseTime(entry.details.member("until").token());
            if (!until || *until > now) holds.push_back(entry);
        }
        if (entry.act != acts::kRelease) continue;
        const std::string number(entry.details.member("hold").token());
        std::erase_if(holds, [&](const LedgerEntry &hold) { return std::to_string(hold.number) == number; });
    }
    return holds;
}

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

} // namespace eventscope
