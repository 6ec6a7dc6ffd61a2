// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/subject_study.h"

#include <algorithm>
#include <set>

namespace eventscope::ui {

namespace {

std::set<KeyId> keysOf(const ErasurePlan &plan) {
    std::set<KeyId> keys;
    for (const KeyRow &row : plan.keys)
        keys.insert(row.key);
    return keys;
}

} // namespace

std::vector<StreamId> streamsOf(const SubjectStudy &study) {
    std::set<StreamId> streams;
    for (const SubjectHit &hit : study.hits)
        if (hit.place == SubjectHit::Place::Data || hit.place == SubjectHit::Place::Metadata)
            streams.insert(hit.stream);
    return {streams.begin(), streams.end()};
}

Result<SubjectStudyPtr> studySubject(const StorePrivacy::Desk &desk, const SubjectWanted &wanted,
                                     const JobControl &job) {
    auto study = std::make_shared<SubjectStudy>();
    study->wanted = wanted;
    study->needsSecondPerson = desk.things.protection.policy.needsSecondPerson();
    const auto keep = [&](const SubjectHit &hit) -> Result<void> {
        if (study->hits.size() < SubjectStudy::kHitsMax)
            study->hits.push_back(hit);
        else
            ++study->hitsLeftOut;
        return {};
    };
    const SubjectSources sources = desk.things.sourcesOf(desk.store);
    const ErasureLedger *ledger = desk.things.ledger ? &*desk.things.ledger : nullptr;
    ES_ASSIGN(plan, planErasure(sources, wanted, {}, desk.things.vault.get(), ledger, desk.clock.now(), job, keep));
    ES_ASSIGN(preview, previewErasure({sources, desk.upcasters, desk.folds}, study->hits, keysOf(plan), job));
    study->preview = std::move(preview);
    if (ledger)
        std::ranges::copy_if(ledger->entries(), std::back_inserter(study->entries),
                             [&](const LedgerEntry &entry) { return entry.subject == plan.subject; });
    study->purposes = knownPurposes(desk.things.protection.policy, plan.keys);
    study->purposes.erase(std::string());
    study->plan = std::move(plan);
    return study;
}

} // namespace eventscope::ui
