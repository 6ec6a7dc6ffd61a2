// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/operation.h"
#include "core/store/read_model.h"

#include <memory>
#include <optional>
#include <vector>

namespace eventscope {

/// Operations on a row, which is made from `initial` where it is not there.
struct RowOperations {
    Json initial; ///< as normalRow() makes it
    std::vector<Operation> operations;
};

/// What an event does to one row of a declared projection. Immutable, any thread.
class RowAction {
  public:
    virtual ~RowAction() = default;
    /// Changes `row`, which is nothing where it is not there; `element` is that of the array that the edit goes
    /// through, or null. Errors: Invalid, with the reason; the row is what it was then.
    [[nodiscard]] virtual Result<void> change(std::optional<Json> &row, EventSubject &event,
                                              const Json &element) const = 0;
    /// Columns beside the header that change() looks at.
    [[nodiscard]] virtual Fields fields() const = 0;
    /// All that it does; null for an action that is something else.
    [[nodiscard]] virtual const RowOperations *operations() const { return nullptr; }
};
using RowActionPtr = std::shared_ptr<const RowAction>;

/// Runs operations on the row, which is made from `initial` where it is not there.
[[nodiscard]] RowActionPtr operateOnRow(const ModelSchema &schema, Json initial, std::vector<Operation> operations);

/// Takes the row away.
[[nodiscard]] RowActionPtr deleteRow();

} // namespace eventscope
