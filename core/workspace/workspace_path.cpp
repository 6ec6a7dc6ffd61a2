// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/workspace_path.h"

#include "core/base/hash.h"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <unistd.h>

namespace eventscope {

namespace {

std::string variable(const char *name) {
    const char *value = std::getenv(name);
    return value ? value : "";
}

/// The file that a store is, when it is one.
std::optional<std::filesystem::path> fileOf(const StoreIdentity &store) {
    for (const std::string_view scheme : {"sqlite:", "file:"}) {
        if (store.address.starts_with(scheme)) return store.address.substr(scheme.size());
    }
    return std::nullopt;
}

bool isWritableFolder(const std::filesystem::path &folder) {
    return access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) == 0;
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
    if (store.address.starts_with("memory:")) {
        return fail(ErrorKind::Unsupported, "A store in memory has no workspace: it ends with the program");
    }
    if (const std::optional<std::filesystem::path> file = fileOf(store)) {
        const std::string beside = file->string().append(kWorkspaceSuffix);
        const bool isUsable = access(beside.c_str(), F_OK) == 0 ? access(beside.c_str(), R_OK | W_OK) == 0 : true;
        if (isUsable && isWritableFolder(file->parent_path())) return beside;
    }
    return dataFolder + '/' + toHex(hashOf(store.id).bytes).substr(0, 32).append(kWorkspaceSuffix);
}

} // namespace eventscope
