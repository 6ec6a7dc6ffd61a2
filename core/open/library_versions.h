// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace eventscope {

struct LibraryVersion {
    std::string library; ///< "SQLite"
    std::string version; ///< "3.40.1"
};
/// The libraries that decide how stores are read and written, for `--version` and reports. RE2 is not among them: it
/// does not tell its version.
[[nodiscard]] std::vector<LibraryVersion> libraryVersions();

} // namespace eventscope
