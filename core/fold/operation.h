// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/source.h"
#include "core/fold/state_edit.h"

#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// One operation of a declared fold: a verb, a place in the state, and what the verb needs (see declared_fold.h).
struct Operation {
    enum class Verb : std::uint8_t { Set, Merge, Append, Upsert, Remove, Add, Subtract, Count, Increment };
    Verb verb = Verb::Set;
    Pointer target;
    std::optional<Source> at;      ///< names a member of the target
    std::optional<Source> operand; ///< nothing for Count, Increment, and Remove of the target itself
    std::string key;               ///< for Upsert, and for Remove of elements
    Pointer of;                    ///< for Count
    std::optional<Filter> when;

    /// Columns beside the header that it looks at.
    [[nodiscard]] Fields fields() const;
};

/// Reads an array of operations. Errors: Invalid, as DescriptionNode.
[[nodiscard]] Result<std::vector<Operation>> readOperations(const DescriptionNode &node, SourceScope scope = {});

/// Applies `operation` to the state, unless its condition does not hold. The state of `event` must be that of the
/// draft. Errors: Invalid, with the reason; the state may be half-changed then.
[[nodiscard]] Result<void> applyOperation(const Operation &operation, StateEdit &state, const EventSubject &event);

} // namespace eventscope
