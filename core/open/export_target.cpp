// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/export_target.h"

#include "core/connections/store_address.h"
#include "core/open/open_vault.h"
#include "core/workspace/workspace_path.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace eventscope {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEndings[] = {"", "-wal", "-shm", "-journal", ".lock", ".next", ".restoring"};

/// Without links, as far as it is there.
fs::path resolved(const fs::path &path) {
    std::error_code problem;
    const fs::path real = fs::weakly_canonical(fs::absolute(path, problem), problem);
    return problem ? path.lexically_normal() : real;
}

bool isBeside(const std::string &base, const fs::path &path) {
    return std::ranges::any_of(kEndings,
                               [&](std::string_view ending) { return resolved(base + std::string(ending)) == path; });
}

bool isInside(const fs::path &folder, const fs::path &path) {
    const auto [end, ignored] = std::ranges::mismatch(folder, path);
    return end == folder.end();
}

Failure refused(const std::string &path, const char *what) {
    return fail(ErrorKind::Refused, path + " is " + what, "Name another file");
}

} // namespace

Result<void> checkExportTarget(const std::string &storeAddress, const std::string &path, const std::string &vault) {
    std::error_code problem; // what cannot be looked at shows when it is written
    if (const auto status = fs::status(path, problem); fs::exists(status) && !fs::is_regular_file(status))
        return refused(path, fs::is_directory(status) ? "no file, but a folder" : "no file");
    const fs::path target = resolved(path);
    const auto address = parseStoreAddress(storeAddress);
    if (address && address->kind != StoreAddress::Kind::Postgres && !address->path.empty()) {
        if (isBeside(address->path, target)) return refused(path, "the store itself");
        if (isBeside(vaultPathOfFile(address->path), target)) return refused(path, "the vault of the store");
    }
    if (!vault.empty() && isBeside(vault, target)) return refused(path, "the vault of the store");
    if (const auto folder = userDataFolder(); folder && !folder->empty() && isInside(resolved(*folder), target))
        return refused(path, "in the folder where this program keeps its own files");
    return {};
}

} // namespace eventscope
