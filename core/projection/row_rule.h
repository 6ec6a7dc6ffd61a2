// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/description_node.h"
#include "core/fold/operation.h"

#include <optional>
#include <vector>

namespace eventscope {

/// What an event of a declared projection does to one row or, with `forEach`, to one for each element of an array in
/// its payload (see declared_projection.h).
struct RowRule {
    Source key;
    std::optional<Pointer> forEach;
    std::vector<Operation> operations;
    bool isDeletion = false;

    /// Columns beside the header that it looks at.
    [[nodiscard]] Fields fields() const;
    /// False: a row that has each of its columns once has so afterwards too.
    [[nodiscard]] bool mayLoseColumns() const;
};

/// Reads what stands behind the type of an event: operations, an edit, or several. `key` is for edits without one of
/// their own; `each` is done last where nothing is deleted. Errors: Invalid, as DescriptionNode.
[[nodiscard]] Result<std::vector<RowRule>> readRowRules(const DescriptionNode &node, const Source &key,
                                                        const std::vector<Operation> &each);

} // namespace eventscope
