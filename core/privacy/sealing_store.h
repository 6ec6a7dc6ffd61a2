// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/writable_event_store.h"
#include "core/vault/privacy_policy.h"
#include "core/vault/store_vault.h"

#include <memory>

namespace eventscope {

/// A store that keeps personal values as envelopes only: what a policy names is sealed before it is written, each for
/// its subject, under keys of `vault`. Appends and imports that are repeated are recognised as ever, since what is
/// sealed again is the same. While one is under way no subject can be fenced. A batch without any event of a type that
/// the policy names does not open the vault.
///
/// Errors of append() and import() beside those of `inner`: Refused (the vault is locked, in use, or of another store;
/// a subject was erased: nothing of the batch is written then), Invalid (a personal value without its subject, or in a
/// payload that is no JSON), those of the vault. Snapshots are kept as they are given: whoever makes them folds what
/// was sealed.
[[nodiscard]] std::unique_ptr<WritableEventStore> sealingStore(std::unique_ptr<WritableEventStore> inner,
                                                               PrivacyPolicy policy, std::shared_ptr<StoreVault> vault);
/// The same for who writes into a store that has a vault. Errors: Refused (no policy says what is personal: it would be
/// written in clear), Unsupported (its table does not keep the ids that envelopes are bound to).
[[nodiscard]] Result<std::unique_ptr<WritableEventStore>>
sealedForWriting(std::unique_ptr<WritableEventStore> inner, PrivacyPolicy policy, std::shared_ptr<StoreVault> vault);
/// As sealingStore() for a store on the way to another one, whose id is `store`: what is in it is copied there as it
/// is.
[[nodiscard]] std::unique_ptr<WritableEventStore> sealingStoreFor(const std::string &store,
                                                                  std::unique_ptr<WritableEventStore> inner,
                                                                  PrivacyPolicy policy,
                                                                  std::shared_ptr<StoreVault> vault);

} // namespace eventscope
