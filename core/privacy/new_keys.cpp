// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/new_keys.h"

#include "core/privacy/erasure_plan.h"
#include "core/privacy/erasure_request.h"
#include "core/privacy/ledger_details.h"

#include <algorithm>
#include <set>
#include <utility>

namespace eventscope {

namespace {

Result<void> checkDecision(const NewKeysDecision &decision) {
    if (decision.reason.empty())
        return fail(ErrorKind::Invalid, "A new key for somebody who was erased needs its reason",
                    "Such as \"new contract\" (--reason)");
    if (decision.by.empty())
        return fail(ErrorKind::Invalid, "Somebody must have decided on it", "Name a role or number (--by)");
    ES_TRY(checkNamesNobody("the reason", decision.reason, decision.subject));
    return checkNamesNobody("who decided", decision.by, decision.subject);
}

/// Keys that are only fenced can still be lost or kept by a vault that is restored: there is no answer yet.
Result<void> checkNoneUnderWay(const ErasureLedger &ledger, const SubjectBinding &subject) {
    const auto underWay = erasureUnderWay(ledger, subject);
    if (!underWay || ledger.find(*underWay, acts::kDestroyed)) return {};
    return fail(ErrorKind::Refused, "The erasure " + *underWay + " of this person has not destroyed their keys yet",
                "Finish it first (privacy erase with its id)");
}

/// For all that are known, where none is named.
std::vector<std::string> purposesMeant(const PrivacyPolicy &policy, const std::vector<KeyRow> &keys,
                                       const std::vector<std::string> &named) {
    if (!named.empty()) return named;
    const std::set<std::string> all = knownPurposes(policy, keys);
    return {all.begin(), all.end()};
}

} // namespace

Result<std::vector<std::string>> allowNewKeys(ErasureLedger &ledger, KeyVault &vault, const PrivacyPolicy &policy,
                                              const NewKeysDecision &decision, Time now) {
    ES_TRY(checkDecision(decision));
    ES_ASSIGN(subject, vault.bindingOf(decision.subject));
    ES_TRY(checkNoneUnderWay(ledger, subject));
    ES_ASSIGN(keys, vault.keysOf(subject));
    ES_TRY(checkPurposes(policy, keys, decision.purposes));
    std::vector<std::string> erased;
    for (std::string &purpose : purposesMeant(policy, keys, decision.purposes)) {
        ES_ASSIGN(isErased, vault.isErased(subject, purpose));
        if (isErased) erased.push_back(std::move(purpose));
    }
    if (erased.empty())
        return fail(ErrorKind::Refused, "This person was not erased, or has a new key already",
                    "Nothing stands in the way of appending what is theirs");
    ES_TRY(ledger.add(now, acts::kNewKeys, {}, subject,
                      Json::object({{"reason", Json::string(decision.reason)},
                                    {"by", Json::string(decision.by)},
                                    {"purposes", textsJson(erased)}})));
    for (const std::string &purpose : erased)
        ES_TRY(vault.allowNewKey(decision.subject, purpose));
    return erased;
}

} // namespace eventscope
