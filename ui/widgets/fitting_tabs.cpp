// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fitting_tabs.h"

#include "ui/widgets/plain_text.h"

#include <QTabBar>
#include <QTabWidget>

namespace eventscope::ui {

void keepInSight(QTabWidget &tabs) {
    tabs.setUsesScrollButtons(false);
    tabs.setElideMode(Qt::ElideRight);
    for (int tab = 0; tab < tabs.count(); ++tab) {
        if (tabs.tabToolTip(tab).isEmpty()) tabs.setTabToolTip(tab, plainToolTip(tabs.tabText(tab)));
    }
}

} // namespace eventscope::ui
