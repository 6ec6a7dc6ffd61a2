// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace eventscope {

/// What lies at a path, told from its first bytes.
enum class PathContent : std::uint8_t {
    Nothing,
    Folder,
    Special, ///< a device, a pipe, a socket
    Empty,   ///< a file of no bytes
    Sqlite,  ///< an SQLite database, whoever made it
    Json,    ///< begins as JSON does: with { or [
    Other,
};
/// Errors: Unavailable (no right to read it).
[[nodiscard]] Result<PathContent> contentAt(const std::string &path);

} // namespace eventscope
