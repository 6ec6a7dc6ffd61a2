// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/byte_search.h"

#include <map>
#include <string>
#include <vector>

namespace eventscope {

/// What files are, by their paths: "store", "read models", "vault".
using FileRoles = std::map<std::string, std::string>;

/// Files that are searched for remnants.
struct SearchedFiles {
    std::vector<std::string> files;
    FileRoles roles = {};
};

/// That of a file, or of the one beside which SQLite keeps it; else "other files". Never a path, which may name
/// somebody.
[[nodiscard]] std::string roleOf(const FileRoles &roles, const std::string &file);

/// What the files are in which something was found, each once: "ledger of erasures, other files"; empty: none.
[[nodiscard]] std::string rolesOf(const FileRoles &roles, const std::vector<ByteSearch::Hit> &hits);

} // namespace eventscope
