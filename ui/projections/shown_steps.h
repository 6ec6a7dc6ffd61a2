// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/projection_steps.h"
#include "ui/session/shown_rows.h"

#include <optional>
#include <string>
#include <vector>

namespace eventscope::ui {

/// The steps of a projection around a place, for a person to go through.
struct ShownSteps {
    std::vector<ProjectionStep> steps;
    bool isMoreBefore = false, isMoreAfter = false;

    /// The last step at or before this position; nothing where there is none.
    [[nodiscard]] std::optional<std::size_t> stepAt(Position position) const;
    /// Whether they tell all that is to be seen around this position.
    [[nodiscard]] bool areAround(Position position) const;
};

struct StepsWanted {
    ProjectionPtr projection;
    std::string key;     ///< of the rows; empty: all
    Position at = kEnd;  ///< as many steps up to here as behind it
    std::size_t max = 0; ///< on each side
};

/// Rows are made readable by `show`. Errors: those of eachStep() and of `show`. Blocks; the cost of eachStep() up to
/// the last step that is wanted.
[[nodiscard]] Result<ShownSteps> shownSteps(const ProjectionContext &context, const StepsWanted &wanted,
                                            const ShowRow &show, const JobControl &job);

} // namespace eventscope::ui
