// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_actions.h"

#include "ui/log/inspector.h"
#include "ui/log/log_export.h"
#include "ui/log/log_follow.h"
#include "ui/log/log_page.h"
#include "ui/privacy/privacy_page.h"
#include "ui/processes/processes_page.h"
#include "ui/projections/projections_page.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/go_to_box.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigator.h"
#include "ui/shell/page_area.h"
#include "ui/shell/pane_focus.h"
#include "ui/shell/store_docks.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/shell/top_bar.h"
#include "ui/timeline/timeline_panel.h"

#include <QTreeView>

namespace eventscope::ui {

StoreActions::StoreActions(MainWindow &window) : QObject(&window), m_window(window) {
    connectGoing();
    connectPages();
    connect(&window, &MainWindow::frontChanged, this, &StoreActions::showFront);
    showFront();
}

void StoreActions::on(QLatin1String id, const std::function<void()> &act) {
    connect(m_window.actions().action(id), &QAction::triggered, this, [this, act] {
        if (m_window.front()) act();
    });
}

void StoreActions::connectGoing() {
    using namespace actions;
    on(kBack, [this] { m_window.session()->cursor().back(); });
    on(kForward, [this] { m_window.session()->cursor().forward(); });
    on(kHead, [this] { m_window.session()->cursor().returnToHead(); });
    on(kShowLog, [this] { m_window.pages()->showLog(); });
    on(kShowProjections, [this] { m_window.front()->projections()->show(); });
    on(kShowProcesses, [this] { m_window.front()->processes()->show(); });
    on(kShowPrivacy, [this] { m_window.front()->privacy()->show(); });
    on(kFilter, [this] { m_window.pages()->showFilter(); });
    on(kNextPane, [this] {
        QList<QWidget *> panes{m_window.navigator()->tree()};
        panes += m_window.area()->shown();
        focusNextOf(panes << m_window.inspector() << m_window.timeline() << m_window.topBar()->goTo());
    });
}

void StoreActions::connectPages() {
    using namespace actions;
    on(kCloseStore, [this] { m_window.closeStore(); });
    on(kExport, [this] { m_window.pages()->log()->exporting()->exportShown(); });
    on(kExportSelected, [this] { m_window.pages()->log()->exporting()->exportSelected(); });
    connect(m_window.actions().action(kPause), &QAction::toggled, this, [this](bool isPaused) {
        if (m_window.front()) m_window.pages()->log()->follow()->setPaused(isPaused);
    });
    on(kStatistics, [this] { m_window.pages()->toggleStatistics(); });
    on(kNextTab, [this] { m_window.area()->step(1); });
    on(kPreviousTab, [this] { m_window.area()->step(-1); });
    on(kMoveAcross, [this] { m_window.area()->moveAcross(); });
    on(kCloseTab, [this] { m_window.pages()->close(m_window.area()->front()); });
    on(kEvidence, [this] { m_window.topBar()->showEvidence(); });
    on(kUnlockVault, [this] { m_window.front()->unlock(); });
    on(kDefaultLayout, [this] { m_window.docks()->layOut(); });
}

void StoreActions::showFront() {
    using namespace actions;
    const bool isOpen = m_window.front() != nullptr;
    for (const QLatin1String id :
         {kCloseStore,  kExport,    kExportSelected, kShowLog,    kShowProjections, kShowProcesses,
          kShowPrivacy, kFilter,    kPause,          kStatistics, kNextTab,         kPreviousTab,
          kMoveAcross,  kCloseTab,  kNextPane,       kEvidence,   kLockVaults,      kUnlockVault,
          kChooseVault, kNavigator, kInspector,      kTimeline,   kDefaultLayout}) {
        m_window.actions().action(id)->setEnabled(isOpen);
    }
    QAction *pause = m_window.actions().action(kPause);
    disconnect(m_pausing);
    if (!isOpen) return pause->setChecked(false);
    const LogFollow *follow = m_window.pages()->log()->follow();
    pause->setChecked(follow->isPaused());
    m_pausing = connect(follow, &LogFollow::pausedChanged, pause, &QAction::setChecked);
}

} // namespace eventscope::ui
