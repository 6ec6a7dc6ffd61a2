// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"

namespace eventscope {

/// RFC 7396: members of `patch` replace those of `target`, null removes, objects merge, everything else replaces.
/// Shares every node of `target` that the patch does not touch.
[[nodiscard]] Json mergePatch(const Json &target, const Json &patch);

} // namespace eventscope
