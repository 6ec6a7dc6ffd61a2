// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string_view>

namespace eventscope {

/// A name that goes into a column of type text. Errors: Invalid (`what` names it: "stream", "event type").
[[nodiscard]] Result<void> checkPgName(std::string_view what, std::string_view name);

} // namespace eventscope
