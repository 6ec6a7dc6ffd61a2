// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/privacy/erasure_ledger.h"
#include "core/store/event_store.h"
#include "core/vault/privacy_policy.h"

#include <cstddef>

namespace eventscope {

/// What a vault must know before it gives its first key: every erasure that its ledger or its store tells of. What a
/// copy from before an erasure still has is destroyed again, as the ledger says; the answer is how many keys that were.
/// An erasure that only the store tells of, with the vault's own proof, must be known before anything is opened.
/// Errors: Refused (the store tells of an erasure that neither the vault nor the ledger knows), those of the store, the
/// ledger and the vault. Cost: the ledger, and one look into the store for events of one type.
[[nodiscard]] Result<std::size_t> catchUpWithErasures(const EventStore &store, const ErasureLedger &ledger,
                                                      KeyVault &vault, const JobControl &job);

/// The same with the ledger at `path`, for who unlocks the vault of a store. Of another store's vault nothing is known:
/// it has none of the keys, and nothing is done to it.
[[nodiscard]] Result<std::size_t> catchUpWithErasures(const EventStore &store, const std::string &ledgerPath,
                                                      KeyVault &vault, const JobControl &job);

/// Whether any event of the types that are personal holds a sealed value. Errors: those of the store. Cost: a look at
/// the latest of each type; where these hold none, a search of the bytes of all of these types.
[[nodiscard]] Result<bool> holdsSealedValues(const EventStore &store, const PrivacyPolicy &policy,
                                             const JobControl &job);

} // namespace eventscope
