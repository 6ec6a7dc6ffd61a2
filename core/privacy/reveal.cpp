// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/reveal.h"

#include "core/privacy/earlier_subject.h"
#include "core/store/events_at.h"
#include "core/vault/opening.h"
#include "core/vault/sealing.h"

#include <set>
#include <utility>
#include <vector>

namespace eventscope {

namespace {

using People = std::set<SubjectBinding>;

/// One place is the other, or in it.
bool meets(const std::string &place, const std::string &other) {
    return place == other || place.starts_with(other + "/") || other.starts_with(place + "/");
}

/// Whom the policy names for what was never sealed there.
Result<void> addNamed(const SubjectSources &sources, const KeyVault &vault, const EventView &event,
                      const Reveal &reveal, const JobControl &job, People &people) {
    const bool isData = reveal.part == PersonalField::Part::Data;
    const auto fields = sources.protection.policy.fieldsOf(event.type());
    if (!Json::parse(event.data().bytes)) return {}; // and so it names nobody
    const EarlierSubject earlier = [&](const PersonalField &field) {
        return subjectNamedIn(sources.store, event.streamId(), field, below(event.position()), job);
    };
    ES_ASSIGN(found, clearFields(fields, reveal.part, event.stream(), event.data().bytes,
                                 isData ? event.data().bytes : event.metadata().bytes, earlier, WithoutSubject::Skip));
    const std::string place = pointerOf(reveal.pointer.tokens(), reveal.part);
    for (const ClearField &field : found) {
        if (!meets(field.pointer, place)) continue;
        ES_ASSIGN(binding, vault.bindingOf(field.subject));
        people.insert(binding);
    }
    return {};
}

/// A line for each of them.
Result<void> note(ErasureLedger &ledger, const EventView &event, const Reveal &reveal, const People &people, Time now) {
    std::vector<Json::Member> details{{"event", Json::string(toString(event.id()))},
                                      {"at", Json::string(pointerOf(reveal.pointer.tokens(), reveal.part))},
                                      {"reason", Json::string(reveal.reason)}};
    if (people.empty()) {
        details.push_back({"subject", Json::string(kNobodyKnown)});
        ES_TRY(ledger.add(now, acts::kRevealed, {}, {}, Json::object(std::move(details))));
        return {};
    }
    for (const SubjectBinding &subject : people)
        ES_TRY(ledger.add(now, acts::kRevealed, {}, subject, Json::object(details)));
    return {};
}

} // namespace

Result<Revealed> revealValue(const SubjectSources &sources, KeyVault &vault, ErasureLedger &ledger,
                             const Reveal &reveal, Time now, const JobControl &job) {
    if (reveal.reason.empty())
        return fail(ErrorKind::Invalid, "A personal value is not shown without a reason", "Say why it is needed");
    ES_ASSIGN(batch, sources.store.page(eventAt(reveal.position, Fields::All), job));
    if (batch->rows() == 0) return fail(ErrorKind::NotFound, "There is no such event in this store");
    const EventView event = (*batch)[0];
    const bool isData = reveal.part == PersonalField::Part::Data;
    KeyVault::Lease lease(vault);
    const SealedPlace place{sources.protection.store, {}, event.stream(), event.id(), event.type()};
    ES_ASSIGN(opened, openedText(isData ? event.data().bytes : event.metadata().bytes, reveal.part, place, &lease));
    ES_ASSIGN(document, Json::parse(opened.text));
    const auto value = valueAt(document, reveal.pointer);
    if (!value) return fail(ErrorKind::NotFound, "There is no value at " + reveal.pointer.text());
    People people;
    for (const OpenedValue &each : opened.values)
        if (meets(each.pointer, reveal.pointer.text())) people.insert(each.subject);
    ES_TRY(addNamed(sources, vault, event, reveal, job, people));
    ES_TRY(note(ledger, event, reveal, people, now));
    return Revealed{*value, people.size()};
}

} // namespace eventscope
