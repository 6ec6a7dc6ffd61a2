// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/reveal.h"

#include "core/store/events_at.h"
#include "core/vault/opening.h"

#include <algorithm>

namespace eventscope {

namespace {

/// Whom the value at the pointer is about; the null binding where nobody says it.
SubjectBinding subjectOf(const OpenedPayload &opened, const Pointer &pointer) {
    const std::string text = pointer.text();
    const auto holds = [&](const OpenedValue &value) {
        return text == value.pointer || text.starts_with(value.pointer + "/");
    };
    const auto found = std::ranges::find_if(opened.values, holds);
    return found == opened.values.end() ? SubjectBinding() : found->subject;
}

} // namespace

Result<Json> revealValue(const SubjectSources &sources, KeyVault &vault, ErasureLedger &ledger, const Reveal &reveal,
                         Time now, const JobControl &job) {
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
    const Json details = Json::object({{"event", Json::string(toString(event.id()))},
                                       {"at", Json::string(pointerOf(reveal.pointer.tokens(), reveal.part))},
                                       {"reason", Json::string(reveal.reason)}});
    ES_TRY(ledger.add(now, acts::kRevealed, {}, subjectOf(opened, reveal.pointer), details));
    return *value;
}

} // namespace eventscope
