// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/description/description_node.h"
#include "core/projection/row_action.h"

#include <optional>
#include <vector>

namespace eventscope {

/// What an event of a declared projection does to one row or, with `forEach`, to one for each element of an array in
/// its payload (see declared_projection.h).
struct RowRule {
    Source key;
    std::optional<Pointer> forEach;
    RowActionPtr action;

    /// Columns beside the header that it looks at.
    [[nodiscard]] Fields fields() const;
};

/// What holds for all rules of a projection.
struct RowRuleFrame {
    const ModelSchema &schema;
    Json initial;                ///< of a row that is not there, as normalRow() makes it
    Source key;                  ///< for edits without one of their own
    std::vector<Operation> each; ///< done last where nothing is deleted
};

/// Reads what stands behind the type of an event: operations, an edit, or several. Errors: Invalid, as DescriptionNode.
[[nodiscard]] Result<std::vector<RowRule>> readRowRules(const DescriptionNode &node, const RowRuleFrame &frame);

} // namespace eventscope
