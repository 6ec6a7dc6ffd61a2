// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/store/capabilities.h"

#include <string>
#include <string_view>

namespace eventscope {

/// Where what Eventscope keeps about a store lies, or would: a file in `folder` named after the store's id, hence the
/// same for a store that was moved. Makes nothing. Errors: Unsupported (a store in memory: nothing is kept of it).
[[nodiscard]] Result<std::string> storeFilePath(const StoreIdentity &store, const std::string &folder,
                                                std::string_view suffix);

} // namespace eventscope
