// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection.h"
#include "core/projection/row_rule.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// A declared projection as it was read. Value type.
struct ProjectionDescription {
    ProjectionInfo info;
    std::vector<std::vector<RowRule>> rules;
    std::map<std::string, std::uint16_t, std::less<>> on; ///< which of the rules are for a type
};
using ProjectionDescriptionPtr = std::shared_ptr<const ProjectionDescription>;

/// Reads the members that every description has: the name, behind `nameMember`, "version", "text" and "$schema". The
/// fingerprint is made of the whole description. Errors: Invalid, as DescriptionNode.
[[nodiscard]] Result<ProjectionInfo> readProjectionInfo(const DescriptionNode &node, std::string_view nameMember);

/// Makes rules of what stands behind the type of an event.
using RowRulesReader = std::function<Result<std::vector<RowRule>>(const DescriptionNode &type)>;
/// Reads "on": the rules for each type; `info` knows the types and the fields then. Errors: Invalid, those of `read`.
[[nodiscard]] Result<void> readRulesByType(const DescriptionNode &node, ProjectionDescription &description,
                                           const RowRulesReader &read);

/// The projection that it describes.
[[nodiscard]] ProjectionPtr projectionOf(ProjectionDescription description);

} // namespace eventscope
