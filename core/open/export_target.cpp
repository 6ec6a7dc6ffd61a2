// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/export_target.h"

#include "core/connections/store_address.h"

#include <filesystem>

namespace eventscope {

Result<void> checkExportTarget(const std::string &storeAddress, const std::string &path) {
    const auto address = parseStoreAddress(storeAddress);
    if (!address || address->kind == StoreAddress::Kind::Postgres) return {};
    std::error_code notThere;
    if (!std::filesystem::equivalent(address->path, path, notThere)) return {};
    return fail(ErrorKind::Refused, path + " is the store itself", "Name another file");
}

} // namespace eventscope
