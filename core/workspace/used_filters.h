// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace eventscope {

class Workspace;

/// So many filters are kept of a store.
inline constexpr std::size_t kUsedFiltersMax = 50;

/// The filters that were last used in the store, each once, the latest first. Threads and errors: as Workspace.
[[nodiscard]] Result<std::vector<std::string>> usedFilters(Workspace &workspace);
/// Makes `text` the latest; what is beyond kUsedFiltersMax is forgotten.
[[nodiscard]] Result<void> noteUsedFilter(Workspace &workspace, const std::string &text);
/// Forgets all; their bytes are overwritten in the file.
[[nodiscard]] Result<void> forgetUsedFilters(Workspace &workspace);

} // namespace eventscope
