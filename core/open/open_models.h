// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/open/open_store.h"
#include "core/store/capabilities.h"
#include "core/store/read_model_store.h"

#include <memory>
#include <string>

namespace eventscope {

/// The read models of a store, in a file of their own in the user's data folder (see userDataFolder()), named after
/// the store's id; in memory for a store in memory. The file is made when there is none. Errors: Unavailable,
/// Unsupported, Corrupt.
[[nodiscard]] Result<std::unique_ptr<ReadModelStore>> openReadModels(const StoreIdentity &store);
/// The same in another folder; in memory where it is empty.
[[nodiscard]] Result<std::unique_ptr<ReadModelStore>> openReadModels(const StoreIdentity &store,
                                                                     const std::string &dataFolder);

/// Those in the user's data folder, if there are any: makes nothing. Null: there are none. Errors likewise.
[[nodiscard]] Result<std::unique_ptr<ReadModelStore>> openReadModelsIfAny(const StoreIdentity &store);
/// The same in another folder.
[[nodiscard]] Result<std::unique_ptr<ReadModelStore>> openReadModelsIfAny(const StoreIdentity &store,
                                                                          const std::string &dataFolder);

/// The read models of a store in a PostgreSQL server, in its own database: for who opens the store for writing only
/// (see checkMayWrite()). Errors: Unsupported (a store that is no server's), Invalid.
[[nodiscard]] Result<std::unique_ptr<ReadModelStore>> openServerReadModels(const StoreAccess &access,
                                                                           const StoreInfo &store);

/// The same for who only reads: makes nothing. Null: a store that is no server's, or one whose database has no read
/// models yet. Errors: those of the server, which may refuse to show them.
[[nodiscard]] Result<std::unique_ptr<ReadModelStore>> openServerReadModelsIfAny(const StoreAccess &access,
                                                                                const StoreInfo &store);

} // namespace eventscope
