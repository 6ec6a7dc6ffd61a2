// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/file_roles.h"

#include <set>
#include <string_view>

namespace eventscope {

std::string roleOf(const FileRoles &roles, const std::string &file) {
    for (const std::string_view end : {"", "-wal", "-shm", "-journal"}) {
        if (!file.ends_with(end)) continue;
        const auto role = roles.find(file.substr(0, file.size() - end.size()));
        if (role != roles.end()) return role->second;
    }
    return "other files";
}

std::string rolesOf(const FileRoles &roles, const std::vector<ByteSearch::Hit> &hits) {
    std::set<std::string> all;
    for (const ByteSearch::Hit &hit : hits)
        all.insert(roleOf(roles, hit.file));
    std::string text;
    for (const std::string &role : all)
        text += (text.empty() ? "" : ", ") + role;
    return text;
}

} // namespace eventscope
