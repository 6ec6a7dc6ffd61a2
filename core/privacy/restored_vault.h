// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/privacy/erasure_ledger.h"
#include "core/store/event_store.h"
#include "core/vault/key_vault.h"

#include <cstddef>

namespace eventscope {

/// What a vault must know before it gives its first key: every erasure that its ledger or its store tells of. What a
/// copy from before an erasure still has is destroyed again, as the ledger says; the answer is how many keys that were.
/// What was retired since is retired again.
/// An erasure that only the store tells of, with the vault's own proof, must be known before anything is opened; where
/// it was accepted that the ledger has lost lines, they are written anew as the store tells of them.
/// Errors: Refused (the store tells of an erasure that neither the vault nor the ledger knows), those of the store, the
/// ledger and the vault. Cost: the ledger, and one look into the store for events of one type.
[[nodiscard]] Result<std::size_t> catchUpWithErasures(const EventStore &store, ErasureLedger &ledger, KeyVault &vault,
                                                      const JobControl &job);

/// The vault has seen fewer erasures that destroyed keys than the ledger tells of: a copy from before them, which
/// nobody has caught up with. False where it has seen more, since lines can be lost. Never blocks.
[[nodiscard]] bool isBehind(const KeyVault &vault, const ErasureLedger &ledger);

/// Goes on with a ledger that has lost lines of which there is no copy any more, or that never had those of erasures
/// that the store tells of, since the vault is from before them, too; a line says so. What is opened next catches up.
/// Errors: Refused (nothing is lost), as ErasureLedger::openDespiteLoss() and catchUpWithErasures().
[[nodiscard]] Result<ErasureLedger> acceptLoss(const EventStore &store, const std::string &ledgerPath, KeyVault &vault,
                                               Time at, const JobControl &job);

/// The same with the ledger at `path`, for who unlocks the vault of a store. Of another store's vault nothing is known:
/// it has none of the keys, and nothing is done to it.
[[nodiscard]] Result<std::size_t> catchUpWithErasures(const EventStore &store, const std::string &ledgerPath,
                                                      KeyVault &vault, const JobControl &job);

/// Whether any event holds a sealed value, of whatever form. All types are looked at: a policy may not be at hand, or
/// may no longer name those that were sealed. Errors: those of the store. Cost: a search of the bytes of the whole
/// log, from the latest on, which ends at the first one.
[[nodiscard]] Result<bool> holdsSealedValues(const EventStore &store, const JobControl &job);

} // namespace eventscope
