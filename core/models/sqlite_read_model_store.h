// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/store/capabilities.h"
#include "core/store/read_model_store.h"

#include <memory>
#include <string>
#include <string_view>

namespace eventscope {

inline constexpr std::string_view kReadModelsSuffix = ".models";

/// Where the read models of a store lie, or would: see storeFilePath(). Errors: Unsupported (a store in memory).
[[nodiscard]] Result<std::string> readModelsPath(const StoreIdentity &store, const std::string &dataFolder);

/// Read models in a SQLite file of their own, which only its owner may read; any program may query its tables.
/// Text, decimals, times and JSON are TEXT, whole numbers INTEGER, true and false 1 and 0. Rows can be made again from
/// their events: the last commits may be lost when the power fails, though never a part of one. What is deleted is
/// overwritten. Locks are files beside it, "<file>.NAME.ROLE.lock".
///
/// A call waits up to half a minute for another program's commit, then it answers Unavailable.
/// Opens or makes the file and its folder. Errors: Unavailable, Corrupt, Unsupported (another program's file, or that
/// of a newer one); the file is left as it is then.
[[nodiscard]] Result<std::unique_ptr<ReadModelStore>> openSqliteReadModels(const std::string &path);

} // namespace eventscope
