// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_evidence.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace eventscope {

namespace {

constexpr const char *kRequestEvent = "ErasureRequested", *kErasedEvent = "SubjectErased";

Result<void> append(const EvidenceWorld &world, const LedgerEntry &requested, const std::string &type,
                    std::vector<Json::Member> more, const JobControl &job) {
    ES_ASSIGN(proof, evidenceProof(world.vault, requested.erasure, type));
    std::vector<Json::Member> members{{"erasureId", Json::string(requested.erasure)},
                                      {"proof", Json::string(proof)},
                                      {"subject", Json::string(toHex(requested.subject))},
                                      {"requestedAt", Json::string(toIso(requested.at))}};
    std::ranges::move(more, std::back_inserter(members));
    NewEvent event;
    event.id = derivedEventId("eventscope erasure", requested.erasure + "/" + type);
    event.type = type;
    event.data = print(Json::object(std::move(members)));
    ES_TRY(world.store.append(evidenceStream(requested.erasure), Expected::any(), {&event, 1}, job));
    return {};
}

/// The erasures whose end a store tells of.
Result<std::set<std::string>> toldBy(const EventStore &store, const JobControl &job) {
    Query query;
    query.prefilter.kind = Prefilter::Kind::Type;
    query.prefilter.text = kErasedEvent;
    query.fields = Fields::Data;
    std::set<std::string> told;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            const auto evidence = Json::parse((*batch)[row].data().bytes);
            if (evidence) told.emplace(evidence->member("erasureId").token());
        }
        return Flow::More;
    });
    ES_TRY(store.scan(query, sink, job));
    return told;
}

} // namespace

StreamId evidenceStream(std::string_view erasure) { return {"erasure-" + std::string(erasure)}; }

Result<void> leaveRequestEvidence(const EvidenceWorld &world, const std::string &erasure, const JobControl &job) {
    return append(world, *world.ledger.find(erasure, acts::kRequested), kRequestEvent, {}, job);
}

Result<void> leaveErasedEvidence(const EvidenceWorld &world, const std::string &erasure, const JobControl &job) {
    const Json keys = world.ledger.find(erasure, acts::kFenced)->details.member("keys");
    const Json count = Json::number(static_cast<std::int64_t>(keys.size()));
    return append(world, *world.ledger.find(erasure, acts::kRequested), kErasedEvent,
                  {{"keys", keys}, {"keyCount", count}}, job);
}

Result<std::vector<std::string>> missingEvidence(const EventStore &store, const ErasureLedger &ledger,
                                                 const JobControl &job) {
    std::vector<std::string> missing;
    for (const LedgerEntry &entry : ledger.entries())
        if (entry.act == acts::kTombstoned) missing.push_back(entry.erasure);
    if (missing.empty()) return missing;
    ES_ASSIGN(told, toldBy(store, job));
    std::erase_if(missing, [&](const std::string &erasure) { return told.contains(erasure); });
    return missing;
}

Result<std::vector<std::string>> reapplyEvidence(const EvidenceWorld &world, const JobControl &job) {
    ES_ASSIGN(missing, missingEvidence(world.store.reader(), world.ledger, job));
    for (const std::string &erasure : missing) {
        ES_TRY(leaveRequestEvidence(world, erasure, job));
        ES_TRY(leaveErasedEvidence(world, erasure, job));
        // A line of its own and none of the erasure's, whose report stays as it is.
        ES_TRY(world.ledger.add(world.clock.now(), acts::kReapplied, {}, {},
                                Json::object({{"erasure", Json::string(erasure)}})));
    }
    return missing;
}

} // namespace eventscope
