// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output_target.h"

#include "core/open/export_target.h"

#include <filesystem>

namespace eventscope::cli {

namespace {

bool isOutputItself(const std::string &path) {
    return path == "-" || path.starts_with("/dev/std") || path.starts_with("/dev/fd/") || path.starts_with("/proc/");
}

} // namespace

Result<void> checkFolderOf(const std::string &path) {
    const auto folder = std::filesystem::path(path).parent_path();
    std::error_code problem;
    if (folder.empty() || std::filesystem::is_directory(folder, problem)) return {};
    return fail(ErrorKind::NotFound, "There is no folder " + folder.string(), "Check that the folder exists");
}

Result<void> checkOut(Context &context, const Arguments &arguments, const std::string &path, const std::string &vault) {
    if (isOutputItself(path))
        return fail(ErrorKind::Refused, path + " is no file", "Leave --out away to write to the output, if it may be");
    ES_ASSIGN(access, context.access());
    ES_TRY(checkExportTarget(access.address, path, vault));
    ES_TRY(checkFolderOf(path));
    std::error_code problem;
    const auto there = std::filesystem::symlink_status(path, problem).type();
    if (there == std::filesystem::file_type::not_found || arguments.has("--force")) return {};
    return fail(ErrorKind::Refused, "There is something at " + path + " already",
                "Name another file, or add --force to put the new one in its place");
}

} // namespace eventscope::cli
