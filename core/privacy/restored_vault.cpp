// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/restored_vault.h"

#include "core/privacy/erasure_evidence.h"
#include "core/privacy/ledger_details.h"
#include "core/privacy/new_keys.h"
#include "core/vault/opening.h"

#include <algorithm>
#include <set>
#include <string>

namespace eventscope {

namespace {

/// The keys of this subject that the vault has destroyed for this erasure, or begun to.
Result<bool> knows(const KeyVault &vault, const ProvenEvidence &told) {
    ES_ASSIGN(rows, vault.keysOf(told.subject));
    return std::ranges::any_of(rows, [&](const KeyRow &row) { return row.erasure == told.erasure; });
}

/// The erasures that the store tells of with the vault's own proof, and the ledger has not come to an end with.
Result<std::vector<ProvenEvidence>> untold(const EventStore &store, const ErasureLedger &ledger, const KeyVault &vault,
                                           const JobControl &job) {
    Query query;
    query.prefilter.kind = Prefilter::Kind::Type;
    query.prefilter.text = "SubjectErased";
    query.fields = Fields::Data;
    std::vector<ProvenEvidence> all;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            const EventView event = (*batch)[row];
            if (event.type() != query.prefilter.text) continue; // a prefilter may let others pass
            ES_ASSIGN(told, provenEvidence(vault, event));      // anybody who may append can write such an event
            if (told && !ledger.find(told->erasure, acts::kDestroyed)) all.push_back(*std::move(told));
        }
        return Flow::More;
    });
    ES_TRY(store.scan(query, sink, job));
    return all;
}

bool hasLostLines(const ErasureLedger &ledger) {
    return std::ranges::any_of(ledger.entries(),
                               [](const LedgerEntry &entry) { return entry.act == acts::kLinesLost; });
}

/// The lines that were lost, as far as the evidence tells of them: by these what it names is destroyed, here and in any
/// other copy, and the erasure is brought to its end by who asks for it.
Result<void> takeUp(const ProvenEvidence &told, ErasureLedger &ledger) {
    const auto add = [&](const char *act, Time at, const Json &details) -> Result<void> {
        if (ledger.find(told.erasure, act)) return {};
        ES_TRY(ledger.add(at, act, told.erasure, told.subject, details));
        return {};
    };
    ES_TRY(add(acts::kRequested, told.requestedAt, Json::object({{"purposes", textsJson(told.purposes)}})));
    ES_TRY(add(acts::kFenced, told.leftAt, Json::object({{"keys", textsJson(told.keys)}})));
    ES_TRY(add(acts::kDestroyed, told.leftAt, Json::object({{"count", countJson(told.keys.size())}})));
    ES_TRY(ledger.add(told.leftAt, acts::kTakenUp, {}, told.subject,
                      Json::object({{"erasure", Json::string(told.erasure)}})));
    return {};
}

constexpr std::string_view kSealed = "\"$pii\"";

Prefilter holding(Prefilter::Kind where) {
    Prefilter made;
    made.kind = where;
    made.text = kSealed;
    return made;
}

/// What only looks alike is none.
bool holdsEnvelope(const Payload &payload, PersonalField::Part part) {
    if (payload.bytes.find(kSealed) == std::string_view::npos) return false; // a prefilter may let others pass
    const auto opened = openedText(payload.bytes, part, {}, nullptr);
    return opened && !opened->values.empty();
}

} // namespace

Result<std::size_t> catchUpWithErasures(const EventStore &store, ErasureLedger &ledger, KeyVault &vault,
                                        const JobControl &job) {
    ES_ASSIGN(all, untold(store, ledger, vault, job));
    const bool isAccepted = hasLostLines(ledger);
    for (const ProvenEvidence &told : all)
        if (isAccepted) ES_TRY(takeUp(told, ledger));
    ES_ASSIGN(again, eraseAgain(ledger, vault));
    ES_TRY(retireAgain(ledger, vault));
    for (const ProvenEvidence &told : all) {
        if (isAccepted || ledger.find(told.erasure, acts::kFenced)) continue;
        ES_ASSIGN(isKnown, knows(vault, told));
        if (isKnown) continue;
        return fail(ErrorKind::Refused,
                    "The store tells of the erasure " + told.erasure + ", which neither the vault nor its ledger knows",
                    "Restore the ledger of erasures (" + ledger.path() +
                        "), or the newer vault. Without either, privacy ledger accept has what the store tells of "
                        "destroyed again");
    }
    return again;
}

bool isBehind(const KeyVault &vault, const ErasureLedger &ledger) {
    std::set<std::string> told;
    for (const LedgerEntry &entry : ledger.entries())
        if (entry.act == acts::kDestroyed && countIn(entry.details, "count") > 0) told.insert(entry.erasure);
    return vault.erasures() < told.size();
}

Result<ErasureLedger> acceptLoss(const EventStore &store, const std::string &ledgerPath, KeyVault &vault, Time at,
                                 const JobControl &job) {
    auto ledger = ErasureLedger::open(ledgerPath, vault);
    if (!ledger) return ErasureLedger::openDespiteLoss(ledgerPath, vault, at);
    ES_ASSIGN(all, untold(store, *ledger, vault, job));
    std::erase_if(all, [&](const ProvenEvidence &told) { return ledger->find(told.erasure, acts::kFenced); });
    if (all.empty()) return ErasureLedger::openDespiteLoss(ledgerPath, vault, at); // says that there is none
    ES_TRY(ledger->add(
        at, acts::kLinesLost, {}, {},
        Json::object({{"there", countJson(ledger->entries().size())}, {"toldByStore", countJson(all.size())}})));
    return ledger;
}

Result<std::size_t> catchUpWithErasures(const EventStore &store, const std::string &ledgerPath, KeyVault &vault,
                                        const JobControl &job) {
    if (vault.store() != store.info().identity.id) return std::size_t{0};
    ES_ASSIGN(ledger, ErasureLedger::open(ledgerPath, vault));
    return catchUpWithErasures(store, ledger, vault, job);
}

Result<bool> holdsSealedValues(const EventStore &store, const JobControl &job) {
    Query query;
    query.direction = Direction::Backward;
    query.fields = Fields::Data | Fields::Metadata;
    query.prefilter =
        Prefilter::any({holding(Prefilter::Kind::DataContains), holding(Prefilter::Kind::MetadataContains)});
    bool isSealed = false;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; !isSealed && row < batch->rows(); ++row) {
            const EventView event = (*batch)[row];
            isSealed = holdsEnvelope(event.data(), PersonalField::Part::Data) ||
                       holdsEnvelope(event.metadata(), PersonalField::Part::Metadata);
        }
        return isSealed ? Flow::Enough : Flow::More;
    });
    ES_TRY(store.scan(query, sink, job));
    return isSealed;
}

} // namespace eventscope
