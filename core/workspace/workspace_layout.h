// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/sqlite/sqlite_format.h"

namespace eventscope {

/// The layout of workspace files. A feature that wants tables of its own adds a step with the next number; a step that
/// was released is never changed.
[[nodiscard]] const SqliteFormat &workspaceFormat();

} // namespace eventscope
