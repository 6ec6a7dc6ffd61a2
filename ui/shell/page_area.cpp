// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_area.h"

#include <QTabBar>

#include <algorithm>

namespace eventscope::ui {

PageArea::PageArea(const Theme &theme, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent), m_theme(theme), m_active(addGroup()) {
    setChildrenCollapsible(false);
}

/// The bars would tell of every page that goes with them.
PageArea::~PageArea() {
    for (PageTabs *group : m_groups)
        group->disconnect(this);
}

PageTabs *PageArea::addGroup() {
    auto *group = new PageTabs(m_theme, this);
    addWidget(group);
    m_groups.push_back(group);
    connect(group, &QTabWidget::tabBarClicked, this, [this, group](int tab) {
        if (tab >= 0) activate(group);
    });
    connect(group, &QTabWidget::currentChanged, this, [this, group] {
        if (group == m_active) announce();
    });
    connect(group, &PageTabs::closeRequested, this, &PageArea::closeRequested);
    connect(group->tabBar(), &QTabBar::tabMoved, this, &PageArea::pagesChanged);
    return group;
}

PageTabs *PageArea::groupOf(const QWidget *page) const {
    const auto found = std::ranges::find_if(
        m_groups, [page](const PageTabs *group) { return group->indexOf(const_cast<QWidget *>(page)) >= 0; });
    return found == m_groups.end() ? nullptr : *found;
}

void PageArea::add(QWidget *page, const QObject *owner, const PageLabel &label) {
    m_known.insert(page, {owner, label});
    int tab = m_active->count();
    for (int i = 0; i < m_active->count(); ++i)
        if (ownerOf(m_active->widget(i)) == owner) tab = i + 1;
    m_active->addPage(tab, page, label);
    Q_EMIT pagesChanged();
}

void PageArea::setLabel(QWidget *page, const PageLabel &label) {
    m_known[page].label = label;
    groupOf(page)->setLabel(page, label);
}

void PageArea::show(QWidget *page) {
    PageTabs *group = groupOf(page);
    group->setCurrentWidget(page);
    activate(group);
}

void PageArea::activate(PageTabs *group) {
    m_active = group;
    announce();
}

void PageArea::remove(QWidget *page) {
    PageTabs *group = groupOf(page);
    if (!group) return;
    m_known.remove(page);
    group->removeTab(group->indexOf(page));
    if (m_isRemoving) return;
    announce();
    Q_EMIT pagesChanged();
}

void PageArea::removeAllOf(const QObject *owner) {
    m_isRemoving = true;
    for (QWidget *page : pages())
        if (ownerOf(page) == owner) remove(page);
    m_isRemoving = false;
    announce();
    Q_EMIT pagesChanged();
}

QWidget *PageArea::front() const { return m_active->currentWidget(); }

QList<QWidget *> PageArea::pages() const {
    QList<QWidget *> all;
    for (const PageTabs *group : m_groups)
        for (int tab = 0; tab < group->count(); ++tab)
            all += group->widget(tab);
    return all;
}

void PageArea::step(int by) {
    const int count = m_active->count();
    if (count == 0) return;
    m_active->setCurrentIndex((m_active->currentIndex() + by + count) % count);
    front()->setFocus(Qt::OtherFocusReason);
}

void PageArea::announce() {
    if (m_isRemoving || front() == m_announced) return;
    m_announced = front();
    Q_EMIT frontChanged();
}

} // namespace eventscope::ui
