// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

struct sqlite3;

namespace eventscope {

/// What went wrong on `connection`, as an Error that names the file.
///
/// `act` completes "Cannot ..." ("read events"). Kinds: Corrupt (the file is damaged or no database), Unavailable (disk
/// full, I/O error, out of memory, busy for too long), Refused (read-only, or a guard of the layout said no), Cancelled
/// (interrupted), TooLarge, and Internal for what can only be our own mistake.
[[nodiscard]] Error sqliteError(sqlite3 *connection, std::string_view act);

/// As sqliteError, for a result code without a connection (opening failed).
[[nodiscard]] Error sqliteError(int code, const std::string &path, std::string_view act, std::string_view detail);

/// "3.40.1": of the library in use, for `--version` and reports.
[[nodiscard]] std::string sqliteVersion();

} // namespace eventscope
