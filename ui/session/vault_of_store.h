// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/event_store.h"
#include "core/vault/store_vault.h"
#include "ui/session/open_session.h"

#include <memory>
#include <string>

namespace eventscope::ui {

/// The vault at `path`, as that of `store`. What a restored copy of one must not give out is destroyed before it gives
/// a key. Nobody is asked for what opens it. Never blocks.
[[nodiscard]] std::shared_ptr<StoreVault> vaultOfStore(const std::shared_ptr<const EventStore> &store,
                                                       std::string path);

/// The same store with the vault at `path`, locked, in the place of the one that it was opened with. Blocks: for a Job.
/// Errors: Refused (it is not that of the store, see vaultFitOf()), NotFound and others of its file, Unsupported (a
/// store in memory has none), those of the store; Cancelled.
[[nodiscard]] Result<OpenedStore> openedWithVault(const OpenedStore &opened, const std::string &path,
                                                  const JobControl &job);

} // namespace eventscope::ui
