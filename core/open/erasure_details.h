// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure.h"
#include "core/privacy/file_roles.h"

#include <string>
#include <utility>

namespace eventscope {

/// What the files of a store are that this program knows of, apart from its vault and ledger.
[[nodiscard]] FileRoles storeFileRoles(const StoreIdentity &store, const ModelStores &models);

/// Says in `world` what its files are and which versions are at work, for the report of an erasure. `program` is the
/// one that runs, such as {"eventscope-cli", "0.1.0"}.
void addReportDetails(ErasureWorld &world, const std::pair<std::string, std::string> &program);

} // namespace eventscope
