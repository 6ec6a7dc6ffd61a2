// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <functional>
#include <string_view>

namespace eventscope {

/// Takes the next piece of something that is written piece by piece. An error ends the writing with that error.
using WriteBytes = std::function<Result<void>(std::string_view)>;

} // namespace eventscope
