// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/db/sqlite/sqlite_connection.h"
#include "core/db/sqlite/sqlite_format.h"

#include <chrono>
#include <string>

namespace eventscope {

/// Opens a file of ours for writing, which only its owner may read, and brings it to the newest layout (see migrate()).
/// A file that is not there is made, with its folder. `settings` are statements, such as PRAGMAs, for the file's way of
/// writing; they run once it is known to be of this format. Errors: those of open(), layoutVersion() and migrate().
[[nodiscard]] Result<SqliteConnection> openPrivateFile(const std::string &path, const SqliteFormat &format,
                                                       const std::string &settings,
                                                       std::chrono::milliseconds busyWait = SqliteOptions().busyWait);

} // namespace eventscope
