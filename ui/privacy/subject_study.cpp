// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/subject_study.h"

#include "core/privacy/erasure_request.h"
#include "core/privacy/legal_hold.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>

namespace eventscope::ui {

namespace {

std::set<KeyId> keysOf(const ErasurePlan &plan) {
    std::set<KeyId> keys;
    for (const KeyRow &row : plan.keys)
        keys.insert(row.key);
    return keys;
}

/// Of all ids of a person.
Result<std::vector<KeyRow>> keysOf(const KeyVault &vault, const SubjectWanted &wanted) {
    std::vector<KeyRow> keys;
    std::vector<SubjectId> ids = wanted.aliases;
    ids.push_back(wanted.subject);
    for (const SubjectId &id : ids) {
        ES_ASSIGN(binding, vault.bindingOf(id));
        ES_ASSIGN(rows, vault.keysOf(binding));
        std::ranges::move(rows, std::back_inserter(keys));
    }
    return keys;
}

bool isKeptFor(const std::string &purpose, const std::vector<KeyRow> &keys) {
    return std::ranges::any_of(
        keys, [&](const KeyRow &key) { return key.purpose == purpose && key.state != KeyState::Destroyed; });
}

std::vector<StudiedPurpose> choicesOf(const StorePrivacy::Desk &desk, const std::set<std::string> &known,
                                      const std::vector<KeyRow> &keys, const SubjectBinding &subject) {
    std::vector<StudiedPurpose> choices;
    for (const std::string &name : known) {
        auto holds = holdsOn(*desk.things.ledger, subject, std::span(&name, std::size_t{1}), desk.clock.now());
        const bool isNamed =
            std::ranges::any_of(holds, [](const LedgerEntry &hold) { return !hold.texts("purposes").empty(); });
        if (isNamed || isKeptFor(name, keys)) choices.push_back({name, 0, std::move(holds)});
    }
    return choices;
}

/// What is planned for where nobody has chosen (see ChosenPurposes).
std::vector<std::string> usualChoice(const StorePrivacy::Desk &desk, const std::vector<StudiedPurpose> &choices,
                                     const SubjectBinding &subject) {
    const ErasureLedger &ledger = *desk.things.ledger;
    if (const auto underWay = erasureUnderWay(ledger, subject))
        return ledger.find(*underWay, acts::kRequested)->texts("purposes");
    std::vector<std::string> free;
    for (const StudiedPurpose &purpose : choices)
        if (purpose.holds.empty()) free.push_back(purpose.name);
    return free.size() == choices.size() ? std::vector<std::string>() : free;
}

/// What can be chosen, and what is.
Result<std::vector<KeyRow>> studyPurposes(SubjectStudy &study, const StorePrivacy::Desk &desk,
                                          const ChosenPurposes &chosen) {
    ES_ASSIGN(keys, keysOf(*desk.things.vault, study.wanted));
    ES_ASSIGN(subject, desk.things.vault->bindingOf(study.wanted.subject));
    study.purposes = knownPurposes(desk.things.protection.policy, keys);
    study.choices = choicesOf(desk, study.purposes, keys, subject);
    study.purposes.erase(std::string());
    study.chosen = chosen ? *chosen : usualChoice(desk, study.choices, subject);
    study.holds = holdsOn(*desk.things.ledger, subject, {}, desk.clock.now());
    for (const KeyRow &key : keys)
        if (key.subject == subject && key.state == KeyState::Active) study.retirable.insert(key.purpose);
    for (StudiedPurpose &purpose : study.choices)
        purpose.isChosen = study.chosen.empty() || std::ranges::find(study.chosen, purpose.name) != study.chosen.end();
    return keys;
}

/// By the key that sealed them.
void countValues(SubjectStudy &study, const std::vector<KeyRow> &keys, const std::map<KeyId, std::uint64_t> &values) {
    for (const KeyRow &key : keys) {
        const auto counted = values.find(key.key);
        if (counted == values.end() || key.state == KeyState::Destroyed) continue;
        const auto purpose = std::ranges::find(study.choices, key.purpose, &StudiedPurpose::name);
        if (purpose != study.choices.end()) purpose->values += counted->second;
    }
}

bool isSealedInEvent(const SubjectHit &hit) {
    using Place = SubjectHit::Place;
    return hit.reason == SubjectHit::Reason::Envelope && (hit.place == Place::Data || hit.place == Place::Metadata);
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
                                     const ChosenPurposes &chosen, const JobControl &job) {
    auto study = std::make_shared<SubjectStudy>();
    study->wanted = wanted;
    study->at = desk.clock.now();
    study->needsSecondPerson = desk.things.protection.policy.needsSecondPerson();
    std::vector<KeyRow> keys;
    if (desk.things.vault) {
        ES_ASSIGN(theirs, studyPurposes(*study, desk, chosen));
        keys = std::move(theirs);
    }
    std::map<KeyId, std::uint64_t> values;
    const auto keep = [&](const SubjectHit &hit) -> Result<void> {
        if (isSealedInEvent(hit)) ++values[hit.sealedBy];
        if (study->hits.size() < SubjectStudy::kHitsMax)
            study->hits.push_back(hit);
        else
            ++study->hitsLeftOut;
        return {};
    };
    const SubjectSources sources = desk.things.sourcesOf(desk.store);
    const ErasureLedger *ledger = desk.things.ledger ? &*desk.things.ledger : nullptr;
    ES_ASSIGN(plan, planErasure(sources, wanted, study->chosen, desk.things.vault.get(), ledger, desk.clock.now(), job,
                                keep));
    ES_ASSIGN(preview, previewErasure({sources, desk.upcasters, desk.folds}, study->hits, keysOf(plan), job));
    study->preview = std::move(preview);
    if (ledger)
        std::ranges::copy_if(ledger->entries(), std::back_inserter(study->entries),
                             [&](const LedgerEntry &entry) { return entry.subject == plan.subject; });
    countValues(*study, keys, values);
    study->plan = std::move(plan);
    return study;
}

} // namespace eventscope::ui
