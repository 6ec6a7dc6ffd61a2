// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string>

namespace eventscope {

/// Whether a file may be written over at `path` while the store at `storeAddress` is read: one that is no file, on a
/// server or in memory, never stands in the way. Errors: Refused (it is the store itself).
[[nodiscard]] Result<void> checkExportTarget(const std::string &storeAddress, const std::string &path);

} // namespace eventscope
