// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/legal_hold.h"

#include <utility>
#include <vector>

namespace eventscope {

Result<std::uint64_t> addHold(ErasureLedger &ledger, const SubjectBinding &subject, const LegalHold &hold, Time now) {
    if (hold.reason.empty())
        return fail(ErrorKind::Invalid, "A hold needs its reason", "Such as \"court order\" (--reason)");
    std::vector<Json::Member> details{{"reason", Json::string(hold.reason)}};
    if (hold.until) details.push_back({"until", Json::string(toIso(*hold.until))});
    return ledger.add(now, acts::kHold, {}, subject, Json::object(std::move(details)));
}

Result<void> releaseHold(ErasureLedger &ledger, std::uint64_t number, Time now) {
    const auto &entries = ledger.entries();
    if (number == 0 || number > entries.size() || entries[number - 1].act != acts::kHold)
        return fail(ErrorKind::NotFound, "There is no hold " + std::to_string(number), "See: privacy hold list");
    const SubjectBinding subject = entries[number - 1].subject;
    ES_TRY(ledger.add(now, acts::kRelease, {}, subject,
                      Json::object({{"hold", Json::number(static_cast<std::int64_t>(number))}})));
    return {};
}

} // namespace eventscope
