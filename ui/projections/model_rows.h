// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/projection_context.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eventscope::ui {

/// Rows of a projection for a person to look at.
struct ModelRows {
    std::vector<ModelRow> rows;
    bool isMore = false;     ///< there are more of them
    bool isBuilt = false;    ///< it has a table
    Position asOf;           ///< of all of them
    bool isReplayed = false; ///< made again from the events, since the table is further by now
};

struct RowsWanted {
    ProjectionPtr projection;
    std::string beginning; ///< of the keys; empty: all
    std::size_t rowsMax = 0;
    Position until = kEnd; ///< as of here
};

/// The first rows by their keys, as of a position. Where the table is further than that, the rows with the keys that it
/// has now, and of exactly the beginning, are made again from the events up to there: one that is no longer in the
/// table is found by its whole key only. Errors: those of the stores and of the run. Blocks.
[[nodiscard]] Result<ModelRows> modelRows(const ProjectionContext &context, const RowsWanted &wanted,
                                          const JobControl &job);

} // namespace eventscope::ui
