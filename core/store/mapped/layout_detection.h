// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/store/mapped/layout_mapping.h"
#include "core/store/mapped/relation.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace eventscope {

/// A table of events whose layout is known, and where its snapshots are.
struct DetectedLayout {
    std::string title; ///< of the mapping
    Relation events;
    LayoutMapping::Events columns;
    struct Snapshots {
        Relation relation;
        SnapshotColumns columns;
    };
    std::optional<Snapshots> snapshots;
    std::vector<std::string> findings; ///< see StoreInfo::findings
};

/// Finds the one table whose layout a mapping describes; for each table the first mapping that fits counts. A table
/// that the role may not read counts only where it can read none, a view only where no table does. `table` chooses one,
/// by "schema.table" or its bare name; it may be empty. Errors: NotFound (no such table), Unsupported (none, with up to
/// five names of what is there; several, with all of them), Refused (the role may not read it).
[[nodiscard]] Result<DetectedLayout> detectLayout(std::span<const LayoutMapping> mappings,
                                                  const std::vector<Relation> &relations, const std::string &table,
                                                  const std::string &where);

} // namespace eventscope
