// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace eventscope::ui {

/// Columns and roles of a JsonTreeModel, for views and delegates.
struct JsonTree {
    enum Column { NameColumn, ValueColumn, BlameColumn, ColumnCount };
    enum ItemRole {
        PointerRole = Qt::UserRole, ///< JSON Pointer of the row, QString
        RawRole,                    ///< compact JSON text of the row, QString
        MarkRole,                   ///< JsonTree::Mark, int
        KindRole,                   ///< Json::Kind, int
        RemarkRole,                 ///< what is odd about the row, QString; mostly empty
    };
    /// What the last step did to a value.
    enum Mark { Unmarked, Added, Changed, ChangedBelow };
};

} // namespace eventscope::ui
