// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/privacy/erasure_ledger.h"
#include "core/store/writable_event_store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

// What a store keeps of an erasure: events of which everything follows from the lines of the ledger, their ids too, so
// that one which is there is never there twice, and one which a restored copy of the store has lost can be put back.

/// "erasure-<id>", with the events ErasureRequested and SubjectErased: ids of keys and counts only.
[[nodiscard]] StreamId evidenceStream(std::string_view erasure);

/// What evidence says that this vault has proved: nobody without it can make or change it.
struct ProvenEvidence {
    std::string erasure;
    SubjectBinding subject;
    Time requestedAt, leftAt;
    std::vector<std::string> purposes; ///< none: all
    std::vector<std::string> keys;     ///< in hexadecimal; none: it tells of the request alone
};
/// Nothing: the event is none, or somebody else's. Errors: Refused (locked).
[[nodiscard]] Result<std::optional<ProvenEvidence>> provenEvidence(const KeyVault &vault, const EventView &event);

struct EvidenceWorld {
    WritableEventStore &store;
    KeyVault &vault;
    ErasureLedger &ledger;
    Clock &clock;
};

/// \name Each does nothing where the event is there, with this vault's proof. Errors: those of the store and the vault.
/// REQUIRES: the ledger has the line that the evidence is of: "requested", "fenced".
/// @{
[[nodiscard]] Result<void> leaveRequestEvidence(const EvidenceWorld &world, const std::string &erasure,
                                                const JobControl &job);
[[nodiscard]] Result<void> leaveErasedEvidence(const EvidenceWorld &world, const std::string &erasure,
                                               const JobControl &job);
/// @}

/// The erasures of which the ledger says that their evidence was left, and the store does not have it: a copy from
/// before. Errors: those of the store. Cost: one look for events of one type.
[[nodiscard]] Result<std::vector<std::string>> missingEvidence(const EventStore &store, const ErasureLedger &ledger,
                                                               const JobControl &job);

/// Puts them back, with the ids and the content that they had, and says so in the ledger. Answers which. Errors: those
/// of the store, the vault and the ledger.
[[nodiscard]] Result<std::vector<std::string>> reapplyEvidence(const EvidenceWorld &world, const JobControl &job);

} // namespace eventscope
