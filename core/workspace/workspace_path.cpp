// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/workspace_path.h"

#include "core/store/store_file_path.h"

#include <cstdlib>

namespace eventscope {

namespace {

std::string variable(const char *name) {
    const char *value = std::getenv(name);
    return value ? value : "";
}

} // namespace

Result<std::string> userDataFolder() {
    const std::string data = variable("XDG_DATA_HOME");
    if (data.starts_with('/')) return data + "/eventscope";
    const std::string home = variable("HOME");
    if (home.starts_with('/')) return home + "/.local/share/eventscope";
    return fail(ErrorKind::Unavailable, "There is no folder for data: neither XDG_DATA_HOME nor HOME is set",
                "Set one of them to an absolute path");
}

Result<std::string> workspacePath(const StoreIdentity &store, const std::string &dataFolder) {
    return storeFilePath(store, dataFolder, kWorkspaceSuffix);
}

} // namespace eventscope
