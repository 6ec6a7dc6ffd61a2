// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/derived_traces.h"

#include "core/projection/dead_letters.h"

#include <algorithm>

namespace eventscope {

namespace {

using Place = SubjectHit::Place;
using Reason = SubjectHit::Reason;

/// Whoever carries a read model on commits once in a while; nobody does so between two look-ups so often.
constexpr int kTries = 5;

bool isInWords(const SubjectHit &hit) { return hit.pointer == "/reason" || hit.pointer == "/skipReason"; }

bool isRedacted(const DeadLetter &letter) {
    return letter.reason == kWithheldReason &&
           letter.skipReason.value_or(std::string(kWithheldReason)) == kWithheldReason;
}

} // namespace

void DerivedTraces::take(const SubjectHit &hit) {
    if (hit.place == Place::DeadLetter) {
        const LetterPlace place{hit.model, hit.event};
        m_letters.insert(place);
        if (isInWords(hit)) m_saying.insert(place);
        if (hit.pointer == "/key" && hit.reason == Reason::Literal) m_keys.insert(place);
        return;
    }
    if (hit.reason == Reason::Identifier || hit.place == Place::ModelRow) return;
    m_streams.insert(hit.stream);
    if (hit.place != Place::Snapshot)
        m_events.insert(hit.event);
    else if (hit.reason != Reason::Envelope)
        m_snapshots.emplace(hit.stream, hit.version, hit.type);
}

bool DerivedTraces::goes(const SubjectHit &hit) {
    // The name of a stream is the log's, where it is told.
    return hit.place == Place::Snapshot || (hit.place == Place::DeadLetter && hit.pointer != "/stream");
}

Result<SnapshotList> DerivedTraces::snapshots(const EventStore &store, const JobControl &job) const {
    if (!store.info().has(Capability::Snapshots) || m_streams.empty()) return SnapshotList();
    ES_ASSIGN(all, store.snapshots({}, job));
    std::erase_if(all, [this](const Snapshot &each) {
        const bool isSaying = m_snapshots.contains({each.stream, each.version, each.fold});
        return !m_streams.contains(each.stream) || !(isSaying || isOld(each.takenAt));
    });
    return all;
}

bool DerivedTraces::isTold(const std::string &model, const DeadLetter &letter) const {
    const LetterPlace place{model, letter.event};
    if (m_keys.contains(place) && !letter.key.empty()) return true;
    if (isRedacted(letter)) return false;
    return m_saying.contains(place) ||
           (isOld(letter.failedAt) && (m_letters.contains(place) || m_events.contains(letter.event)));
}

Result<DerivedTraces::Letters> DerivedTraces::letters(const ModelStores &models, const JobControl &job) const {
    Letters found;
    ES_ASSIGN(all, models.list(job));
    for (const ListedModel &model : all) {
        const auto look = [&](const DeadLetter &letter) -> Result<Flow> {
            if (!isTold(model.title, letter)) return Flow::More;
            DeadLetter redacted = letter;
            redacted.reason = kWithheldReason;
            if (redacted.skipReason) redacted.skipReason = kWithheldReason;
            if (m_keys.contains({model.title, letter.event})) redacted.key.clear();
            found[model.title].push_back(std::move(redacted));
            return Flow::More;
        };
        ES_TRY(eachLetter(*model.store, model.info, job, look));
    }
    return found;
}

Result<void> redactLetters(const ListedModel &model, const std::vector<DeadLetter> &letters, Time now,
                           const JobControl &job) {
    ReadModelStore &store = *model.store;
    for (int tried = 1;; ++tried) {
        ES_ASSIGN(found, store.find(model.info.schema.name, model.info.role, job));
        if (!found || found->generation != model.info.generation) return {}; // its letters went with it
        const auto committed = store.commit(*found, {found->checkpoint.position, found->checkpoint, {}, letters}, job);
        if (committed) break;
        if (committed.error().kind != ErrorKind::Refused || tried == kTries) return fail(committed.error());
    }
    for (const DeadLetter &letter : letters)
        if (letter.skipReason) ES_TRY(store.skip(model.info, letter.event, *letter.skipReason, now, job));
    return {};
}

} // namespace eventscope
