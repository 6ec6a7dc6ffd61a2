// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/restored_vault.h"

#include "core/vault/hex.h"

#include <algorithm>

namespace eventscope {

namespace {

/// The keys of this subject that the vault has destroyed for this erasure, or begun to.
Result<bool> knows(const KeyVault &vault, const Json &evidence) {
    SubjectBinding subject;
    if (!takeHex(evidence.member("subject").token(), subject)) return true; // no evidence of ours
    const std::string erasure(evidence.member("erasureId").token());
    ES_ASSIGN(rows, vault.keysOf(subject));
    return std::ranges::any_of(rows, [&](const KeyRow &row) { return row.erasure == erasure; });
}

constexpr std::string_view kSealed = "\"$pii\"";

Prefilter ofType(const std::string &type) {
    Prefilter prefilter;
    prefilter.kind = Prefilter::Kind::Type;
    prefilter.text = type;
    return prefilter;
}

Prefilter sealedOfType(const std::string &type) {
    Prefilter any, all;
    any.kind = Prefilter::Kind::Or;
    for (const auto kind : {Prefilter::Kind::DataContains, Prefilter::Kind::MetadataContains}) {
        Prefilter &part = any.children.emplace_back();
        part.kind = kind;
        part.text = kSealed;
    }
    all.kind = Prefilter::Kind::And;
    all.children = {ofType(type), std::move(any)};
    return all;
}

} // namespace

Result<std::size_t> catchUpWithErasures(const EventStore &store, const ErasureLedger &ledger, KeyVault &vault,
                                        const JobControl &job) {
    ES_ASSIGN(again, eraseAgain(ledger, vault));
    Query query;
    query.prefilter.kind = Prefilter::Kind::Type;
    query.prefilter.text = "SubjectErased";
    query.fields = Fields::Data;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            const EventView event = (*batch)[row];
            const auto evidence = Json::parse(event.data().bytes);
            const std::string erasure = evidence ? std::string(evidence->member("erasureId").token()) : std::string();
            if (erasure.empty() || ledger.find(erasure, acts::kFenced)) continue;
            ES_ASSIGN(proof, evidenceProof(vault, erasure, event.type()));
            if (evidence->member("proof").token() != proof) continue; // anybody who may append can write such an event
            ES_ASSIGN(isKnown, knows(vault, *evidence));
            if (isKnown) continue;
            return fail(ErrorKind::Refused,
                        "The store tells of the erasure " + erasure + ", which neither the vault nor its ledger knows",
                        "Restore the ledger of erasures (" + ledger.path() + "), or the newer vault");
        }
        return Flow::More;
    });
    ES_TRY(store.scan(query, sink, job));
    return again;
}

Result<std::size_t> catchUpWithErasures(const EventStore &store, const std::string &ledgerPath, KeyVault &vault,
                                        const JobControl &job) {
    if (vault.store() != store.info().identity.id) return std::size_t{0};
    ES_ASSIGN(ledger, ErasureLedger::open(ledgerPath, vault));
    return catchUpWithErasures(store, ledger, vault, job);
}

Result<bool> holdsSealedValues(const EventStore &store, const PrivacyPolicy &policy, const JobControl &job) {
    Query query;
    query.direction = Direction::Backward;
    query.fields = Fields::Data | Fields::Metadata;
    query.rowsMax = 1;
    const auto isIn = [](const EventBatch &batch) { return batch.arena().find(kSealed) != std::string_view::npos; };
    for (const std::string &type : policy.types()) {
        query.prefilter = ofType(type);
        ES_ASSIGN(last, store.page(query, job));
        if (isIn(*last)) return true;
    }
    query.rowsMax = kNoLimit;
    for (const std::string &type : policy.types()) {
        query.prefilter = sealedOfType(type);
        bool isSealed = false; // a prefilter may let others pass
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            isSealed = isIn(*batch);
            return isSealed ? Flow::Enough : Flow::More;
        });
        ES_TRY(store.scan(query, sink, job));
        if (isSealed) return true;
    }
    return false;
}

} // namespace eventscope
