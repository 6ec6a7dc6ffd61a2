// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/lens/value_protection.h"
#include "core/store/event_store.h"

#include <cstddef>
#include <cstdint>

namespace eventscope {

/// Whether a vault is that of a store.
enum class VaultFit : std::uint8_t {
    Fits,
    OfAnotherStore, ///< it says so itself
    KnowsNoKey,     ///< it says that it is, and has not one of the keys of the values that were met
};

/// So many events at each end of the log are looked at.
inline constexpr std::size_t kFitEventsMax = 20'000;

/// Tells it without a secret, beside whoever has the vault open. Where there is no vault, or its file cannot be read,
/// nothing is said against it: that is another problem, which whoever opens it is told. REQUIRES: `store` is not
/// masked. Errors: those of the store; Cancelled. Cost: up to 2 * kFitEventsMax payloads, until a key is met that is
/// known.
[[nodiscard]] Result<VaultFit> vaultFitOf(const EventStore &store, const StoreProtection &protection,
                                          const JobControl &job);

/// For what is made of events and kept, which must not be made beside a wrong vault. Errors: Refused (it does not fit),
/// those of vaultFitOf().
[[nodiscard]] Result<void> checkVaultFits(const EventStore &store, const StoreProtection &protection,
                                          const JobControl &job);

/// What is said of one that does not fit: kind Refused. REQUIRES: not Fits, and a vault.
[[nodiscard]] Failure vaultMisfit(VaultFit fit, const StoreProtection &protection);

} // namespace eventscope
