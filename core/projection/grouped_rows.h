// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection_description.h"
#include "core/store/event_groups.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace eventscope {

/// A declared projection as a store can run it: which groups of events to ask for, and what row one of them makes. Only
/// of descriptions whose rows do not depend on what was there when an event came; see declared_projection.h. Immutable.
class GroupedRows {
  public:
    /// Null: its rows can only be made event by event.
    [[nodiscard]] static std::shared_ptr<const GroupedRows> of(const ProjectionDescription &description);

    /// Without `until`.
    [[nodiscard]] const GroupQuery &query() const { return m_query; }
    /// The row that the events of a group make, byte for byte as a run would. Nothing when that cannot be told: an
    /// event would fail, or a value was added to before it was set.
    [[nodiscard]] std::optional<Json> row(const EventGroup &group) const;

  private:
    /// A place in the row, and what of a group makes it.
    struct Target {
        Pointer place;
        std::optional<std::size_t> sum, last; ///< of the query
    };
    explicit GroupedRows(Json initial) : m_initial(std::move(initial)) {}
    [[nodiscard]] bool addRule(const std::string &type, const RowRule &rule);
    [[nodiscard]] bool addOperation(const std::string &type, const Operation &operation);
    [[nodiscard]] Target *targetAt(const Pointer &place);
    [[nodiscard]] std::optional<Json> valueOf(const Target &target, const EventGroup &group) const;

    Json m_initial;
    GroupQuery m_query;
    std::vector<Target> m_targets;
};

} // namespace eventscope
