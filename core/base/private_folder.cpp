// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/private_folder.h"

#include <cerrno>
#include <sys/stat.h>
#include <system_error>

namespace eventscope {

Result<void> makePrivateFolder(const std::filesystem::path &path) {
    std::error_code ignored;
    if (path.empty() || std::filesystem::is_directory(path, ignored)) return {};
    if (path.parent_path() != path) ES_TRY(makePrivateFolder(path.parent_path()));
    if (::mkdir(path.c_str(), S_IRWXU) == 0 || std::filesystem::is_directory(path, ignored)) return {};
    return fail(ErrorKind::Unavailable, "Cannot make the folder " + path.string(), "Check its permissions",
                std::generic_category().message(errno));
}

} // namespace eventscope
