// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"

namespace eventscope {

/// `patch` laid over `target`: where both are objects their members are laid over each other, everywhere else the patch
/// stands. Unlike RFC 7396 a null of the patch sets null. Shares what the patch does not touch.
[[nodiscard]] Json layOver(const Json &target, const Json &patch);

} // namespace eventscope
