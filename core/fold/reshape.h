// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/description/description_node.h"

#include <string>
#include <vector>

namespace eventscope {

/// One change of shape in a declared upcaster (see declared_upcasters.h).
struct Reshape {
    enum class Verb : std::uint8_t { Default, Rename, Remove, Split, Keep };
    Verb verb = Verb::Default;
    Pointer place;             ///< what the verb names; nothing for Keep
    Json value;                ///< for Default
    std::vector<Pointer> into; ///< the target of Rename, those of Split, what Keep keeps
    std::string by;            ///< for Split
};

/// Reads an array of changes. Errors: Invalid, as DescriptionNode.
[[nodiscard]] Result<std::vector<Reshape>> readReshapes(const DescriptionNode &node);

/// The payload after `change`. Errors: Invalid, with the reason and without the payload.
[[nodiscard]] Result<Json> reshaped(const Json &data, const Reshape &change);

} // namespace eventscope
