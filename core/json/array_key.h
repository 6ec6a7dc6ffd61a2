// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/diff.h"

#include <optional>
#include <string>
#include <vector>

namespace eventscope {

using JsonElements = std::vector<const Json *>;

/// The member that tells the elements of both lists apart (see DiffOptions::arrayKeys).
[[nodiscard]] std::optional<std::string> identifyingKey(const JsonElements &before, const JsonElements &after,
                                                        const DiffOptions &options);
/// What stands in that member, as a text; empty when it identifies nothing (missing, null, a container).
[[nodiscard]] std::string identityOf(const Json &element, std::string_view key);

} // namespace eventscope
