// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/time.h"
#include "core/event/codec/encoder.h"
#include "core/event/filter/filter.h"
#include "core/lens/lens.h"
#include "core/lens/value_protection.h"
#include "core/privacy/erasure_ledger.h"
#include "core/store/event_store.h"
#include "core/vault/key_vault.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// Events as stored, but with their protected values in clear, in a file that the register of exports knows.
struct ClearExportRequest {
    std::string path;
    std::string reason;   ///< why it is needed; the register keeps it
    std::string receiver; ///< role or number of whom it is for; may be empty
    std::string by;       ///< of who makes it; may be empty
    Filter filter;        ///< sees what is in clear
    std::uint64_t limit = kNoLimit;
    std::uint64_t expected = 0; ///< as in ExportRange
    /// These instead of what matches: ascending; one that is not there is left out.
    std::optional<std::vector<Position>> positions = {};
    LensPtr lens = {};      ///< through which the filter sees; null: events as stored
    const Encoder &encoder; ///< outlives the call
};

/// What it is made of, and where it is entered; all outlive the call.
struct ClearExportWorld {
    std::shared_ptr<const EventStore> store;
    StoreProtection protection;
    KeyVault &vault; ///< that of the protection, unlocked
    ErasureLedger &ledger;
    Clock &clock;
};

struct ClearExportMade {
    std::uint64_t events = 0, values = 0; ///< values that were opened
    std::uint64_t exportNo = 0;           ///< in the register
};

/// So many people are named in the register one by one; one with more is entered as everybody's.
inline constexpr std::size_t kExportedPeopleMax = 100;

/// Makes the file, which appears whole or not at all and only its owner may read, and enters it, so that the erasure of
/// anybody in it deletes it: of whom values are in it that were sealed, or that the policy calls personal. What was
/// shredded stays sealed. Nothing is written where a value of an event that is to be written cannot be opened for
/// another reason, since nobody could tell it from one that was erased. Errors: Invalid (no reason; what the
/// register would keep holds the id of somebody in it), Refused (locked,
/// of a key that is not there), Corrupt (tampered with), Unsupported (an envelope of another version), each with the
/// event; those of the store, the vault, the ledger and of AtomicFile; Cancelled. Progress: events.
[[nodiscard]] Result<ClearExportMade> exportInClear(const ClearExportWorld &world, const ClearExportRequest &request,
                                                    const JobControl &job);

} // namespace eventscope
