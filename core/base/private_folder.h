// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace eventscope {

/// Makes the folder at `path`, and those above it that are missing, for the user alone (0700). What is there stays as
/// it is; an empty path is the current folder. Errors: Unavailable.
[[nodiscard]] Result<void> makePrivateFolder(const std::filesystem::path &path);

} // namespace eventscope
