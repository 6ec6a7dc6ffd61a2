// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/store/capabilities.h"

#include <string>

namespace eventscope {

inline constexpr std::string_view kWorkspaceSuffix = ".work";

/// The folder for what Eventscope keeps of a person: $XDG_DATA_HOME/eventscope, else ~/.local/share/eventscope (XDG
/// Base Directory Specification; a relative XDG_DATA_HOME does not count). It may not exist yet. Errors: Unavailable
/// (neither variable is set).
[[nodiscard]] Result<std::string> userDataFolder();

/// Where the workspace of a store is, or would be made: see storeFilePath(). Never beside the store: what a person
/// looks for and writes down is nobody else's, and must not travel with a copied folder. Errors: Unsupported (a store
/// in memory: it has no workspace).
[[nodiscard]] Result<std::string> workspacePath(const StoreIdentity &store, const std::string &dataFolder);

} // namespace eventscope
