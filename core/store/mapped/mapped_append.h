// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/mapped/layout_detection.h"
#include "core/store/mapped/mapped_table.h"
#include "core/store/mapped/table_facts.h"

#include <string>
#include <vector>

namespace eventscope {

/// How events go into a mapped table: its mapping's rule, and what the server says of the table. Statements take the
/// events as arrays, see MappedGiven.
struct MappedAppend {
    struct Obstacle {
        std::string why;
        std::string hint;
    };
    std::vector<Obstacle> obstacles; ///< why nothing can be appended; empty: it can

    bool keepsIds = false;     ///< there is a column for an event's own id
    bool idsAreUnique = false; ///< so that no two writers can both write an event
    bool keepsMetadata = false;
    std::vector<AppendRule::Source> also; ///< what of the metadata goes into columns of its own

    std::string searchPath; ///< for the table's triggers
    std::string anyId;      ///< "is one of these ids ($1, uuid[]) there?"
    std::string find;       ///< where the given events stand: by their ids, else by stream and version
    std::string insert;     ///< all given events, in their order
};

/// Empty statements where there are obstacles.
[[nodiscard]] MappedAppend mapAppend(const DetectedLayout &layout, const TableFacts &facts, const MappedTable &table);

/// The first obstacle, the others as detail. REQUIRES: there is one.
[[nodiscard]] Failure cannotAppend(const MappedAppend &append, const std::string &shownName, const std::string &where);

} // namespace eventscope
