// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace eventscope::ui {

/// Columns and roles of a StepModel.
struct StepTable {
    enum Column { VersionColumn, RecordedColumn, TypeColumn, ColumnCount };
    enum ItemRole {
        SeriesRole = Qt::UserRole, ///< index of the colour series, int; -1: the rest
        OutcomeRole,               ///< StepOutcome::Kind, int
        AfterCursorRole,           ///< bool: the cursor lies before this step
        MarksRole,                 ///< int: EventMarks::Marks of the event, in the column of types
        CurrentRole,               ///< bool: the step that is shown
    };
};

} // namespace eventscope::ui
