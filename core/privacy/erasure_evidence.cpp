// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_evidence.h"

#include "core/privacy/ledger_details.h"
#include "core/vault/hex.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

namespace eventscope {

namespace {

constexpr const char *kRequestEvent = "ErasureRequested", *kErasedEvent = "SubjectErased";
constexpr const char *kProof = "proof";

/// In this order the members of evidence are proven, whatever order a column has put them in.
constexpr std::array<std::string_view, 6> kProven{"erasureId", "subject", "requestedAt",
                                                  "purposes",  "keys",    "keyCount"};

/// All but the proof; nothing: there are others, too, or one twice.
std::optional<std::vector<Json::Member>> provenMembers(const Json &document) {
    std::vector<Json::Member> members;
    for (const std::string_view name : kProven)
        if (const auto at = document.find(name); at != Json::npos)
            members.push_back({std::string(name), document.child(at)});
    const bool isAll = document.size() == members.size() + 1 && document.find(kProof) != Json::npos;
    return isAll ? std::optional(std::move(members)) : std::nullopt;
}

/// What only who has the vault can put into evidence of this content, given without its proof.
Result<std::string> proofOf(const KeyVault &vault, std::string_view type, std::vector<Json::Member> members) {
    ES_ASSIGN(proof, vault.authenticate("erasure evidence 1",
                                        std::string(type) + '\n' + print(Json::object(std::move(members)))));
    return toHex(proof.bytes);
}

std::vector<std::string> textsIn(const Json &list) {
    std::vector<std::string> all;
    for (const auto &[index, value] : list.children())
        all.emplace_back(value.token());
    return all;
}

/// The evidence is there already, whatever the ledger says of when it was asked for: it has been lost since.
Result<bool> isThere(const EvidenceWorld &world, const std::string &erasure, const std::string &type,
                     const JobControl &job) {
    Query query;
    query.from = Selector::stream(evidenceStream(erasure));
    query.fields = Fields::Data;
    query.prefilter.kind = Prefilter::Kind::Type;
    query.prefilter.text = type;
    bool isFound = false;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows() && !isFound; ++row) {
            ES_ASSIGN(told, provenEvidence(world.vault, (*batch)[row]));
            isFound = told && told->erasure == erasure && (*batch)[row].type() == type;
        }
        return isFound ? Flow::Enough : Flow::More;
    });
    ES_TRY(world.store.reader().scan(query, sink, job));
    return isFound;
}

Result<void> append(const EvidenceWorld &world, const LedgerEntry &requested, const std::string &type,
                    std::vector<Json::Member> more, const JobControl &job) {
    ES_ASSIGN(isDone, isThere(world, requested.erasure, type, job));
    if (isDone) return {};
    std::vector<Json::Member> members{{"erasureId", Json::string(requested.erasure)},
                                      {"subject", Json::string(toHex(requested.subject))},
                                      {"requestedAt", Json::string(toIso(requested.at))}};
    if (const auto purposes = requested.texts("purposes"); !purposes.empty())
        members.push_back({"purposes", textsJson(purposes)});
    std::ranges::move(more, std::back_inserter(members));
    ES_ASSIGN(proof, proofOf(world.vault, type, members));
    members.insert(members.begin() + 1, {kProof, Json::string(proof)});
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

Result<std::optional<ProvenEvidence>> provenEvidence(const KeyVault &vault, const EventView &event) {
    const auto document = Json::parse(event.data().bytes);
    ProvenEvidence told;
    if (!document || !document->isObject() || !takeHex(document->member("subject").token(), told.subject))
        return std::optional<ProvenEvidence>();
    auto members = provenMembers(*document);
    if (!members) return std::optional<ProvenEvidence>();
    ES_ASSIGN(proof, proofOf(vault, event.type(), *std::move(members)));
    const auto requestedAt = parseTime(document->member("requestedAt").token());
    if (document->member(kProof).token() != proof || !requestedAt) return std::optional<ProvenEvidence>();
    told.erasure = document->member("erasureId").token();
    told.requestedAt = *requestedAt;
    told.leftAt = event.recordedAt();
    told.purposes = textsIn(document->member("purposes"));
    told.keys = textsIn(document->member("keys"));
    return std::optional(std::move(told));
}

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
