// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>
#include <QTabWidget>

namespace eventscope::ui {

/// Where the pages of `tabs` end as children. A page that is made as its child is not styled anew, with all that is in
/// it, when it becomes a tab: for a large one that is half of what it costs.
[[nodiscard]] inline QWidget *pageParent(QTabWidget &tabs) {
    return tabs.findChild<QStackedWidget *>(QString(), Qt::FindDirectChildrenOnly);
}

} // namespace eventscope::ui
