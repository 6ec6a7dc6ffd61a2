// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_plan.h"

#include "core/privacy/closed_streams.h"
#include "core/privacy/derived_traces.h"
#include "core/privacy/erasure_request.h"
#include "core/privacy/legal_hold.h"

#include "core/base/hash.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace eventscope {

namespace {

class Planning {
  public:
    /// `purposes` are those of the keys that would be destroyed; `kept` are the others that stay.
    Planning(ErasurePlan &plan, const SubjectSources &sources, const SubjectId *toClose,
             const std::map<KeyId, std::string> &purposes, const std::set<KeyId> &kept)
        : m_plan(plan), m_sources(sources), m_toClose(toClose), m_purposes(purposes), m_kept(kept) {}

    Result<void> take(const SubjectHit &hit) {
        if (hit.reason == SubjectHit::Reason::Envelope) {
            takeSealed(hit);
            return {};
        }
        m_traces.take(hit);
        if (const auto *rule = m_toClose ? tombstoneFor(m_sources.protection.policy, hit, *m_toClose) : nullptr)
            m_plan.tombstones[hit.stream] = rule->type;
        if (hit.reason == SubjectHit::Reason::Identifier)
            ++m_plan.identifiers;
        else if (!DerivedTraces::goes(hit) || (isSnapshot(hit) && !m_sources.deletesSnapshots))
            m_plan.inClear.push_back(hit);
        return {};
    }

    /// Once everything was taken. Errors: those of the stores.
    Result<void> planRemoval(const JobControl &job) {
        if (m_sources.deletesSnapshots) {
            ES_ASSIGN(snapshots, m_traces.snapshots(m_sources.store, job));
            m_plan.snapshots = snapshots.size();
        }
        for (auto each = m_plan.tombstones.begin(); each != m_plan.tombstones.end();) {
            const TombstoneRule &rule = *m_sources.protection.policy.tombstoneOf(categoryOf(each->first.value));
            ES_ASSIGN(closed, isClosed(m_sources.store, each->first, rule, job));
            each = closed ? m_plan.tombstones.erase(each) : std::next(each);
        }
        ES_ASSIGN(letters, m_traces.letters(m_sources.models, job));
        for (const auto &[model, those] : letters)
            m_plan.letters[model] = those.size();
        return {};
    }

  private:
    static bool isSnapshot(const SubjectHit &hit) { return hit.place == SubjectHit::Place::Snapshot; }

    void takeSealed(const SubjectHit &hit) {
        if (m_kept.contains(hit.sealedBy)) return;
        if (hit.state == FieldState::Unsupported || hit.state == FieldState::KeyUnknown) {
            ++m_plan.outOfReach;
            return;
        }
        const auto purpose = m_purposes.find(hit.sealedBy);
        if (purpose == m_purposes.end()) return; // gone already
        m_traces.take(hit);
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
    const SubjectSources &m_sources;
    const SubjectId *const m_toClose; ///< whose streams; null: nobody's
    const std::map<KeyId, std::string> &m_purposes;
    const std::set<KeyId> &m_kept;
    DerivedTraces m_traces;
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
        if (made.isDestroyed) continue;
        ES_ASSIGN(state, stateOf(ledger, made, job));
        plan.backups.push_back({std::move(made), state});
    }
    return {};
}

std::set<std::string> purposesOf(const ErasurePlan &plan) {
    std::set<std::string> purposes;
    for (const auto &[purpose, values] : plan.values)
        purposes.insert(purpose);
    for (const SubjectHit &hit : plan.inClear)
        purposes.insert(hit.purpose);
    return purposes;
}

template <class Map>
void addCounts(Hasher &hasher, const Map &counts) {
    hasher.add(std::uint64_t{counts.size()});
    for (const auto &[name, count] : counts)
        hasher.addSized(name).add(count);
}

void addHit(Hasher &hasher, const SubjectHit &hit) {
    hasher.addSized(name(hit.place)).addSized(hit.stream.value).add(static_cast<std::uint64_t>(hit.version.value));
    hasher.addSized(toString(hit.event)).addSized(hit.pointer).addSized(hit.model).addSized(hit.key);
}

} // namespace

std::string digestOf(const ErasurePlan &plan) {
    Hasher hasher;
    hasher.addSized(toHex(plan.subject));
    std::set<KeyId> keys;
    for (const KeyRow &row : plan.keys)
        keys.insert(row.key);
    hasher.add(std::uint64_t{keys.size()});
    for (const KeyId &key : keys)
        hasher.addSized(toHex(key));
    addCounts(hasher, plan.values);
    addCounts(hasher, plan.rows);
    addCounts(hasher, plan.letters);
    for (const std::uint64_t count :
         {std::uint64_t{plan.keysGone}, std::uint64_t{plan.streams.size()}, plan.events, plan.snapshots,
          plan.identifiers, plan.outOfReach, std::uint64_t{plan.inClear.size()}})
        hasher.add(count);
    for (const SubjectHit &hit : plan.inClear)
        addHit(hasher, hit);
    hasher.add(std::uint64_t{plan.tombstones.size()});
    for (const auto &[stream, type] : plan.tombstones)
        hasher.addSized(stream.value).addSized(type);
    for (const PlannedExport &each : plan.exports)
        hasher.add(each.made.number).addSized(name(each.state));
    constexpr std::size_t kBytes = 16; // enough for telling plans apart, and short enough to be typed
    const Hash hash = hasher.finish();
    return toHex(std::span(hash.bytes).first(kBytes));
}

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

namespace {

/// The keys, exports and backups of a person, and what the ledger says of them. Answers their keys of other purposes.
Result<std::set<KeyId>> planKeys(ErasurePlan &plan, const SubjectSources &sources, const SubjectWanted &wanted,
                                 const std::vector<std::string> &purposes, const KeyVault &vault,
                                 const ErasureLedger &ledger, Time now, const JobControl &job) {
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
    std::set<KeyId> kept;
    for (KeyRow &key : keys) {
        const bool isWanted = purposes.empty() || std::ranges::find(purposes, key.purpose) != purposes.end();
        if (!isWanted) kept.insert(key.key);
        if (isWanted && key.state == KeyState::Destroyed) ++plan.keysGone;
        if (isWanted && key.state != KeyState::Destroyed) plan.keys.push_back(std::move(key));
    }
    plan.underWay = erasureUnderWay(ledger, subject);
    plan.holds = holdsOn(ledger, subject, purposes, now);
    return kept;
}

} // namespace

Result<ErasurePlan> planErasure(const SubjectSources &sources, const SubjectWanted &wanted,
                                const std::vector<std::string> &purposes, const KeyVault *vault,
                                const ErasureLedger *ledger, Time now, const JobControl &job,
                                const std::function<Result<void>(const SubjectHit &)> &see) {
    ErasurePlan plan;
    plan.hasVault = vault && ledger;
    std::set<KeyId> kept;
    if (plan.hasVault) {
        ES_ASSIGN(others, planKeys(plan, sources, wanted, purposes, *vault, *ledger, now, job));
        kept = std::move(others);
    } else {
        ES_TRY(checkPurposes(sources.protection.policy, {}, purposes));
    }
    std::map<KeyId, std::string> purposeOf;
    for (const KeyRow &key : plan.keys)
        purposeOf[key.key] = key.purpose;
    ES_ASSIGN(head, sources.store.head(job));
    plan.head = head.last;
    const bool isErasable = plan.hasVault && purposes.empty(); // only an erasure of everything closes a stream
    Planning planning(plan, sources, isErasable ? &wanted.subject : nullptr, purposeOf, kept);
    const auto take = [&](const SubjectHit &hit) -> Result<void> {
        plan.isKnown = true;
        if (see) ES_TRY(see(hit));
        return planning.take(hit);
    };
    ES_TRY(findSubject(sources, wanted, take, job));
    if (plan.hasVault) ES_TRY(planning.planRemoval(job));
    plan.recipients = recipientsOf(sources.protection.policy, purposesOf(plan));
    const bool isByIdAlone = wanted.aliases.empty() && wanted.literals.empty();
    if (!plan.hasVault || (plan.isKnown && isByIdAlone)) return plan; // there is no need to look once more
    ES_ASSIGN(isKnown, isKnownSubject(sources, wanted.subject, *vault, *ledger, job));
    plan.isKnown = isKnown;
    return plan;
}

} // namespace eventscope
