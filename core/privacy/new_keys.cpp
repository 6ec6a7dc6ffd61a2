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

/// `what` it is that needs a reason, `such` as that one.
Result<void> checkDecision(const NewKeysDecision &decision, const std::string &what, const std::string &such) {
    if (decision.reason.empty())
        return fail(ErrorKind::Invalid, what + " needs its reason", "Such as \"" + such + "\" (--reason)");
    if (decision.by.empty())
        return fail(ErrorKind::Invalid, "Somebody must have decided on it", "Name a role or number (--by)");
    ES_TRY(checkNamesNobody("the reason", decision.reason, decision.subject));
    return checkNamesNobody("who decided", decision.by, decision.subject);
}

Result<void> enter(ErasureLedger &ledger, const char *act, const SubjectBinding &subject,
                   const NewKeysDecision &decision, const std::vector<std::string> &purposes, Time now) {
    ES_TRY(ledger.add(now, act, {}, subject,
                      Json::object({{"reason", Json::string(decision.reason)},
                                    {"by", Json::string(decision.by)},
                                    {"purposes", textsJson(purposes)}})));
    return {};
}

/// Keys that are only fenced can still be lost or kept by a vault that is restored: there is no answer yet.
Result<void> checkNoneUnderWay(const ErasureLedger &ledger, const SubjectBinding &subject) {
    const auto underWay = erasureUnderWay(ledger, subject);
    if (!underWay || ledger.find(*underWay, acts::kDestroyed)) return {};
    return fail(ErrorKind::Refused, "The erasure " + *underWay + " of this person has not destroyed their keys yet",
                "Finish it first (privacy erase with its id)");
}

/// Whether it is one of these; none: all are meant.
bool isNamed(const std::vector<std::string> &purposes, const std::string &purpose) {
    return purposes.empty() || std::ranges::find(purposes, purpose) != purposes.end();
}

/// For all that are known, where none is named.
std::vector<std::string> purposesMeant(const PrivacyPolicy &policy, const std::vector<KeyRow> &keys,
                                       const std::vector<std::string> &named) {
    if (!named.empty()) return named;
    const std::set<std::string> all = knownPurposes(policy, keys);
    return {all.begin(), all.end()};
}

/// Whose keys a decision is about, and those there are.
struct KeysMeant {
    SubjectBinding subject;
    std::vector<KeyRow> keys;
};

/// Errors: Refused (an erasure of them is under way), Invalid (a purpose that is not known), those of the vault.
Result<KeysMeant> keysMeant(const ErasureLedger &ledger, const KeyVault &vault, const PrivacyPolicy &policy,
                            const NewKeysDecision &decision) {
    ES_ASSIGN(subject, vault.bindingOf(decision.subject));
    ES_TRY(checkNoneUnderWay(ledger, subject));
    ES_ASSIGN(keys, vault.keysOf(subject));
    ES_TRY(checkPurposes(policy, keys, decision.purposes));
    return KeysMeant{subject, std::move(keys)};
}

} // namespace

Result<std::vector<std::string>> allowNewKeys(ErasureLedger &ledger, KeyVault &vault, const PrivacyPolicy &policy,
                                              const NewKeysDecision &decision, Time now) {
    ES_TRY(checkDecision(decision, "A new key for somebody who was erased", "new contract"));
    ES_ASSIGN(meant, keysMeant(ledger, vault, policy, decision));
    const auto &[subject, keys] = meant;
    std::vector<std::string> erased;
    for (std::string &purpose : purposesMeant(policy, keys, decision.purposes)) {
        ES_ASSIGN(isErased, vault.isErased(subject, purpose));
        if (isErased) erased.push_back(std::move(purpose));
    }
    if (erased.empty())
        return fail(ErrorKind::Refused, "This person was not erased, or has a new key already",
                    "Nothing stands in the way of appending what is theirs");
    ES_TRY(enter(ledger, acts::kNewKeys, subject, decision, erased, now));
    for (const std::string &purpose : erased)
        ES_TRY(vault.allowNewKey(decision.subject, purpose));
    return erased;
}

Result<std::vector<std::string>> retireKeys(ErasureLedger &ledger, KeyVault &vault, const PrivacyPolicy &policy,
                                            const NewKeysDecision &decision, Time now) {
    ES_TRY(checkDecision(decision, "Retiring the keys of a person", "a copy of the vault was lost"));
    ES_ASSIGN(meant, keysMeant(ledger, vault, policy, decision));
    auto &[subject, keys] = meant;
    std::erase_if(keys, [&](const KeyRow &row) { return !isNamed(decision.purposes, row.purpose); });
    if (keys.empty())
        return fail(ErrorKind::NotFound, "There is no key of this person",
                    "Check the id and the purpose: nothing was sealed for them yet");
    std::erase_if(keys, [](const KeyRow &row) { return !isOpening(row.state); });
    if (keys.empty()) return fail(ErrorKind::Refused, "This person was erased: there is no key to retire");
    std::set<std::string> active;
    for (const KeyRow &row : keys)
        if (row.state == KeyState::Active) active.insert(row.purpose);
    const std::vector<std::string> purposes(active.begin(), active.end());
    if (purposes.empty()) return purposes;
    ES_TRY(enter(ledger, acts::kRetired, subject, decision, purposes, now));
    ES_TRY(vault.retire(subject, purposes));
    return purposes;
}

Result<void> retireAgain(const ErasureLedger &ledger, KeyVault &vault) {
    for (const LedgerEntry &entry : ledger.entries()) {
        if (entry.act != acts::kRetired) continue;
        const auto purposes = entry.texts("purposes");
        ES_ASSIGN(keys, vault.keysOf(entry.subject));
        std::erase_if(keys, [&](const KeyRow &row) { return !isNamed(purposes, row.purpose); });
        const auto isLeft = [&](const KeyRow &row) {
            return row.state == KeyState::Active && row.createdAt <= entry.at;
        };
        const bool isFenced = std::ranges::find(keys, KeyState::Fenced, &KeyRow::state) != keys.end();
        if (!isFenced && std::ranges::any_of(keys, isLeft)) ES_TRY(vault.retire(entry.subject, purposes, entry.at));
    }
    return {};
}

} // namespace eventscope
