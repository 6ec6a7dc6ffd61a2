// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace eventscope {

class Workspace;

/// \name Small things about how a store was looked at, such as the columns shown
/// A key names its owner: "log.columns". The last one to write wins, also among programs. Threads and errors: as
/// Workspace.
/// @{

/// What was kept, or an empty text.
[[nodiscard]] Result<std::string> rememberedValue(Workspace &workspace, std::string_view key);
/// Keeps `value`; an empty one is forgotten. Errors: TooLarge (beyond 64 MiB).
[[nodiscard]] Result<void> rememberValue(Workspace &workspace, std::string_view key, std::string_view value);
/// @}

} // namespace eventscope
