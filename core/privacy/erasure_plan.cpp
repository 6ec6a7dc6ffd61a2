// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_plan.h"

#include "core/privacy/erasure_request.h"
#include "core/privacy/legal_hold.h"

#include <algorithm>

namespace eventscope {

namespace {

class Planning {
  public:
    /// `purposes` are those of the keys that would be destroyed; `kept` are the others that stay.
    Planning(ErasurePlan &plan, const std::map<KeyId, std::string> &purposes, const std::set<KeyId> &kept)
        : m_plan(plan), m_purposes(purposes), m_kept(kept) {}

    Result<void> take(const SubjectHit &hit) {
        if (hit.reason == SubjectHit::Reason::Identifier)
            ++m_plan.identifiers;
        else if (hit.reason != SubjectHit::Reason::Envelope)
            m_plan.inClear.push_back(hit);
        else
            takeSealed(hit);
        return {};
    }

  private:
    void takeSealed(const SubjectHit &hit) {
        if (m_kept.contains(hit.sealedBy)) return;
        if (hit.state == FieldState::Unsupported || hit.state == FieldState::KeyUnknown) {
            ++m_plan.outOfReach;
            return;
        }
        const auto purpose = m_purposes.find(hit.sealedBy);
        if (purpose == m_purposes.end()) return; // gone already
        switch (hit.place) {
        case SubjectHit::Place::Snapshot:
            m_plan.snapshots +=
                m_last.place != hit.place || m_last.stream != hit.stream || m_last.version != hit.version;
            break;
        case SubjectHit::Place::ModelRow:
            m_plan.rows[hit.model] += m_last.place != hit.place || m_last.model != hit.model || m_last.key != hit.key;
            break;
        default:
            m_plan.events += m_last.event != hit.event;
            m_plan.streams.insert(hit.stream);
            ++m_plan.values[purpose->second];
        }
        m_last = hit;
    }

    ErasurePlan &m_plan;
    const std::map<KeyId, std::string> &m_purposes;
    const std::set<KeyId> &m_kept;
    SubjectHit m_last;
};

Result<void> planExports(ErasurePlan &plan, const KeyVault &vault, const ErasureLedger &ledger,
                         const SubjectBinding &subject, const JobControl &job) {
    ES_ASSIGN(exports, exportsOf(ledger, vault, subject));
    for (RegisteredExport &made : exports) {
        const auto isSame = [&](const PlannedExport &other) { return other.made.file == made.file; };
        if (std::ranges::any_of(plan.exports, isSame)) continue; // a person with several ids
        ES_ASSIGN(state, stateOf(ledger, made, job));
        plan.exports.push_back({std::move(made), state});
    }
    return {};
}

Result<void> planBackups(ErasurePlan &plan, const KeyVault &vault, const ErasureLedger &ledger, const JobControl &job) {
    ES_ASSIGN(backups, backupsOf(ledger, vault));
    for (RegisteredBackup &made : backups) {
        ES_ASSIGN(state, stateOf(ledger, made, job));
        plan.backups.push_back({std::move(made), state});
    }
    return {};
}

} // namespace

Result<bool> isKnownSubject(const SubjectSources &sources, const SubjectId &subject, const KeyVault &vault,
                            const ErasureLedger &ledger, const JobControl &job) {
    ES_ASSIGN(binding, vault.bindingOf(subject));
    ES_ASSIGN(keys, vault.keysOf(binding));
    if (!keys.empty()) return true;
    ES_ASSIGN(exports, exportsOf(ledger, vault, binding));
    if (!exports.empty()) return true;
    SubjectWanted wanted;
    wanted.subject = subject;
    bool isFound = false;
    const auto see = [&](const SubjectHit &) -> Result<void> { return isFound = true, Result<void>(); };
    ES_TRY(findSubject(sources, wanted, see, job));
    return isFound;
}

std::optional<std::string> erasureUnderWay(const ErasureLedger &ledger, const SubjectBinding &subject,
                                           std::string_view but) {
    for (const LedgerEntry &entry : ledger.entries()) {
        const bool isOther = entry.act == acts::kRequested && entry.subject == subject && entry.erasure != but;
        if (isOther && !ledger.find(entry.erasure, acts::kComplete)) return entry.erasure;
    }
    return std::nullopt;
}

Result<ErasurePlan> planErasure(const SubjectSources &sources, const SubjectWanted &wanted,
                                const std::vector<std::string> &purposes, KeyVault &vault, const ErasureLedger &ledger,
                                Time now, const JobControl &job,
                                const std::function<Result<void>(const SubjectHit &)> &see) {
    ErasurePlan plan;
    ES_ASSIGN(subject, vault.bindingOf(wanted.subject));
    plan.subject = subject;
    std::vector<KeyRow> keys;
    std::vector<SubjectId> people = wanted.aliases;
    people.push_back(wanted.subject);
    for (const SubjectId &one : people) {
        ES_ASSIGN(binding, vault.bindingOf(one));
        ES_ASSIGN(rows, vault.keysOf(binding));
        std::ranges::move(rows, std::back_inserter(keys));
        ES_TRY(planExports(plan, vault, ledger, binding, job));
    }
    ES_TRY(checkPurposes(sources.protection.policy, keys, purposes));
    ES_TRY(planBackups(plan, vault, ledger, job));
    std::map<KeyId, std::string> purposeOf;
    std::set<KeyId> kept;
    for (KeyRow &key : keys) {
        const bool isWanted = purposes.empty() || std::ranges::find(purposes, key.purpose) != purposes.end();
        if (!isWanted) kept.insert(key.key);
        if (isWanted && key.state == KeyState::Destroyed) ++plan.keysGone;
        if (!isWanted || key.state == KeyState::Destroyed) continue;
        purposeOf[key.key] = key.purpose;
        plan.keys.push_back(std::move(key));
    }
    ES_ASSIGN(head, sources.store.head(job));
    plan.head = head.last;
    plan.underWay = erasureUnderWay(ledger, subject);
    plan.holds = holdsOn(ledger, subject, now);
    Planning planning(plan, purposeOf, kept);
    bool isFound = false;
    const auto take = [&](const SubjectHit &hit) -> Result<void> {
        isFound = true;
        if (see) ES_TRY(see(hit));
        return planning.take(hit);
    };
    ES_TRY(findSubject(sources, wanted, take, job));
    const bool isByIdAlone = wanted.aliases.empty() && wanted.literals.empty();
    if (isFound && isByIdAlone) {
        plan.isKnown = true; // there is no need to look once more
    } else {
        ES_ASSIGN(isKnown, isKnownSubject(sources, wanted.subject, vault, ledger, job));
        plan.isKnown = isKnown;
    }
    return plan;
}

} // namespace eventscope
