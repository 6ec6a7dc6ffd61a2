// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/temporary_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdlib.h>
#include <utility>

namespace eventscope::cli {

Result<TemporaryFolder> TemporaryFolder::make() {
    const char *base = std::getenv("TMPDIR");
    std::string path = std::string(base && *base ? base : "/tmp") + "/eventscope-XXXXXX";
    if (!::mkdtemp(path.data())) {
        return fail(ErrorKind::Unavailable, "Cannot make a folder for temporary files",
                    "Set TMPDIR to a folder that you may write to", std::strerror(errno));
    }
    return TemporaryFolder(std::move(path));
}

TemporaryFolder::TemporaryFolder(TemporaryFolder &&other) noexcept : m_path(std::exchange(other.m_path, {})) {}

TemporaryFolder::~TemporaryFolder() {
    if (m_path.empty()) return;
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace eventscope::cli
