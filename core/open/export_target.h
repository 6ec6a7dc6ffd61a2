// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string>

namespace eventscope {

/// Whether a file may be written over at `path` while the store at `storeAddress` is in use: not the store, its vault
/// (beside it, or at `vault`), what SQLite, locks and unfinished work keep beside these, nor anything in the user's
/// data folder, where ledgers, notes and read models lie. Nor where something else than a file is: a folder, a
/// device, a pipe. Errors: Refused (it is one of them).
[[nodiscard]] Result<void> checkExportTarget(const std::string &storeAddress, const std::string &path,
                                             const std::string &vault = {});

} // namespace eventscope
