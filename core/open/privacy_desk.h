// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/lens/value_protection.h"
#include "core/open/open_store.h"
#include "core/privacy/erasure.h"
#include "core/privacy/erasure_ledger.h"
#include "core/privacy/file_roles.h"
#include "core/privacy/subject_finder.h"
#include "core/store/event_store.h"
#include "core/store/read_model_store.h"
#include "core/vault/key_vault.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// A store with everything that knows of people in it. Made once for each act, since another program may have written
/// the ledger meanwhile.
struct PrivacyDesk {
    StoreAccess access; ///< how the store was opened
    StoreProtection protection;
    std::shared_ptr<KeyVault> vault;                     ///< unlocked; null: the store has none
    std::optional<ErasureLedger> ledger;                 ///< nothing without a vault
    std::vector<std::unique_ptr<ReadModelStore>> models; ///< in the user's data folder, in the store's own database

    /// For finding somebody; it and the store outlive the answer.
    [[nodiscard]] SubjectSources sourcesOf(const EventStore &store) const;
    [[nodiscard]] ModelStores modelStores() const;
};

/// `access` says how the store was opened, to come to the read models in its database; nothing is written there.
/// `protection` says which vault; where there is none yet the desk has neither vault nor ledger. Errors: Refused (the
/// vault is of another store, or stays locked, or is not there although the store holds sealed values), those of the
/// store, the vault, the ledger and the read models, Cancelled. Cost: without a vault that of holdsSealedValues().
[[nodiscard]] Result<PrivacyDesk> openPrivacyDesk(const EventStore &store, const StoreAccess &access,
                                                  StoreProtection protection, const JobControl &job);

/// The same, with a vault, and so with a ledger; a policy is not needed. Errors: NotFound (there is no vault), as
/// openPrivacyDesk().
[[nodiscard]] Result<PrivacyDesk> openLedgerDesk(const EventStore &store, const StoreAccess &access,
                                                 StoreProtection protection, const JobControl &job);

/// The same, with a vault and a policy. Errors: NotFound (there is no vault), Refused (no policy), as
/// openPrivacyDesk().
[[nodiscard]] Result<PrivacyDesk> openErasureDesk(const EventStore &store, const StoreAccess &access,
                                                  StoreProtection protection, const JobControl &job);

/// Empties what SQLite keeps beside the file at `path`, which is `whose`, and answers who stands in the way, each a
/// sentence (see ErasureWorld::settle). Waits at most `wait` for them. Errors: those of settleFile().
[[nodiscard]] Result<std::vector<std::string>> settleStore(const std::string &path, std::chrono::milliseconds wait,
                                                           const JobControl &job,
                                                           const std::string &whose = "the store's");

/// The files of the store that this program knows of, apart from its vault and ledger: those in which bytes of what was
/// removed may be left. What lies in a server is no file, and is not looked for there.
[[nodiscard]] std::vector<std::string> storeFiles(const EventStore &store, const PrivacyDesk &desk);

/// The same, and what each of them is: for a search of which the outcome is told to people.
[[nodiscard]] SearchedFiles searchedFiles(const EventStore &store, const PrivacyDesk &desk);

/// What an erasure works on. REQUIRES: a desk of openErasureDesk(), which outlives it, as the others do.
[[nodiscard]] ErasureWorld erasureWorld(const ErasureStore &store, PrivacyDesk &desk, Clock &clock);

} // namespace eventscope
