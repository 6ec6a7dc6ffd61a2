// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/sqlite/sqlite_format.h"

namespace eventscope {

/// The file with the read models of a store, without their tables, which are made with each model. Names of ours begin
/// with '_', as that of no model does.
[[nodiscard]] const SqliteFormat &readModelsFormat();

} // namespace eventscope
