// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_docks.h"

#include "ui/log/inspector.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/dock_widths.h"
#include "ui/shell/navigator.h"
#include "ui/shell/store_view.h"
#include "ui/theme/metrics.h"
#include "ui/timeline/timeline_panel.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QMainWindow>
#include <QStackedWidget>
#include <QStyle>

namespace eventscope::ui {

namespace {

constexpr int kTimelineSteps = 30;

} // namespace

StoreDocks::StoreDocks(QMainWindow &window, const ActionRegistry &actions)
    : QObject(&window),
      m_window(window),
      m_left(addSide(tr("Navigator"), actions.action(actions::kNavigator), Qt::LeftDockWidgetArea)),
      m_right(addSide(tr("Inspector"), actions.action(actions::kInspector), Qt::RightDockWidgetArea)),
      m_bottom(addSide(tr("Timeline"), actions.action(actions::kTimeline), Qt::BottomDockWidgetArea)),
      m_widths(new DockWidths(window, {{m_left.dock, 17, 54}, {m_right.dock, 24, 84}})) {}

StoreDocks::Side StoreDocks::addSide(const QString &title, QAction *toggle, Qt::DockWidgetArea area) {
    auto *dock = new QDockWidget(title, &m_window);
    dock->setObjectName(toggle->objectName());
    auto *noTitle = new QWidget(dock); // its content says what it is
    (new QHBoxLayout(noTitle))->setContentsMargins(0, 0, 0, 0);
    dock->setTitleBarWidget(noTitle);
    dock->setFeatures(QDockWidget::DockWidgetClosable);
    auto *panels = new QStackedWidget(dock);
    dock->setWidget(panels);
    m_window.addDockWidget(area, dock);
    toggle->setCheckable(true);
    connect(toggle, &QAction::triggered, dock, &QWidget::setVisible);
    connect(dock->toggleViewAction(), &QAction::toggled, toggle, &QAction::setChecked);
    return {dock, panels};
}

void StoreDocks::add(const StoreView &store) {
    m_left.panels->addWidget(store.navigator());
    m_right.panels->addWidget(store.inspector());
    m_bottom.panels->addWidget(store.timeline());
}

void StoreDocks::show(const StoreView *front) {
    if (front) {
        m_left.panels->setCurrentWidget(front->navigator());
        m_right.panels->setCurrentWidget(front->inspector());
        m_bottom.panels->setCurrentWidget(front->timeline());
        return;
    }
    for (const Side &side : {m_left, m_right, m_bottom})
        side.dock->hide();
}

void StoreDocks::layOut() {
    for (const Side &side : {m_left, m_right, m_bottom})
        side.dock->show();
    m_window.setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    m_window.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    m_widths->reset();
    m_window.resizeDocks({m_bottom.dock}, {Metrics(m_window.font()).steps(kTimelineSteps)}, Qt::Vertical);
}

void StoreDocks::giveHeight(QDockWidget &below, int height) {
    const int gap = m_window.style()->pixelMetric(QStyle::PM_DockWidgetSeparatorExtent, nullptr, &m_window);
    const int column = m_window.centralWidget()->height();
    const int timeline = m_bottom.dock->isVisible() ? m_bottom.dock->height() : 0;
    m_window.resizeDocks({m_left.dock, &below, m_bottom.dock}, {column - height - gap, height, timeline}, Qt::Vertical);
}

} // namespace eventscope::ui
