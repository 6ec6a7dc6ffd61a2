// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_area.h"

#include "ui/widgets/page_parent.h"

#include <QApplication>
#include <QTabBar>

#include <algorithm>

namespace eventscope::ui {

PageArea::PageArea(const Theme &theme, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent), m_theme(theme), m_active(addGroup()) {
    setChildrenCollapsible(false);
    connect(qApp, &QApplication::focusChanged, this,
            [this](const QWidget *, const QWidget *focused) { handleFocus(focused); });
}

/// The bars would tell of every page that goes with them.
PageArea::~PageArea() {
    disconnect(qApp, nullptr, this, nullptr);
    for (PageTabs *group : m_groups)
        group->disconnect(this);
}

PageTabs *PageArea::addGroup() {
    auto *group = new PageTabs(m_theme, this);
    addWidget(group);
    m_groups.push_back(group);
    connect(group, &QTabWidget::tabBarClicked, this, [this, group](int tab) {
        if (tab < 0) return;
        for (Known &known : m_known)
            known.wasOnTop = false;
        activate(group);
    });
    connect(group, &QTabWidget::currentChanged, this, [this, group] {
        // By itself the keyboard would go to the first part of a page, not to the one that the page is about.
        if (QWidget *page = group->currentWidget(); page && page->isAncestorOf(QApplication::focusWidget()))
            page->setFocus(Qt::OtherFocusReason);
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

QWidget *PageArea::pageParent() const { return ui::pageParent(*m_active); }

void PageArea::add(QWidget *page, const QObject *owner, const PageLabel &label) {
    m_known.insert(page, {owner, label});
    insert(*m_active, page);
    Q_EMIT pagesChanged();
}

void PageArea::insert(PageTabs &group, QWidget *page) {
    const Known known = m_known.value(page);
    int place = group.count();
    for (int tab = 0; tab < group.count(); ++tab)
        if (ownerOf(group.widget(tab)) == known.owner) place = tab + 1;
    group.addPage(place, page, known.label);
}

void PageArea::moveAcross() {
    QWidget *page = front();
    if (!page || (!isSplit() && m_active->count() < 2)) return;
    m_isArranged = true;
    PageTabs *to = other(m_active);
    move(page, *to);
    to->setCurrentWidget(page);
    activate(to);
    dropEmptyGroup();
    page->setFocus(Qt::OtherFocusReason);
    Q_EMIT pagesChanged();
}

/// Made where there is none yet.
PageTabs *PageArea::other(const PageTabs *group) {
    if (!isSplit()) {
        (void)addGroup();
        setSizes({width() / 2, width() / 2});
    }
    return m_groups[group == m_groups.front() ? 1 : 0];
}

void PageArea::move(QWidget *page, PageTabs &to) {
    m_isRemoving = true;
    PageTabs *from = groupOf(page);
    from->removeTab(from->indexOf(page));
    insert(to, page);
    m_isRemoving = false;
}

PageArea::Side PageArea::sideOf(const QWidget *page) const {
    return isSplit() && groupOf(page) == m_groups[1] ? Side::Right : Side::Left;
}

void PageArea::place(QWidget *page, Side side, bool wasOnTop) {
    if (m_isArranged) return;
    m_known[page].placed = side;
    m_known[page].wasOnTop = wasOnTop;
    settlePlaces();
}

void PageArea::endPlacing() {
    for (QWidget *page : pages()) {
        PageTabs *group = groupOf(page);
        if (m_known.value(page).wasOnTop && group != m_active) group->setCurrentWidget(page);
    }
    for (Known &known : m_known) {
        known.placed.reset();
        known.wasOnTop = false;
    }
}

void PageArea::settlePlaces() {
    const auto isWanted = [this](Side side) {
        return std::ranges::any_of(m_known, [side](const Known &known) { return known.placed == side; });
    };
    if (!isWanted(Side::Left) || !isWanted(Side::Right)) return;
    QWidget *inFront = front();
    const QWidget *focused = QApplication::focusWidget();
    const bool hasFocus = focused && (focused == inFront || inFront->isAncestorOf(focused));
    for (QWidget *page : pages()) {
        const auto placed = m_known.value(page).placed;
        if (!placed || (isSplit() && sideOf(page) == *placed) || (!isSplit() && *placed == Side::Left)) continue;
        move(page, *other(groupOf(page)));
    }
    PageTabs *group = groupOf(inFront);
    group->setCurrentWidget(inFront);
    activate(group);
    dropEmptyGroup();
    if (hasFocus) inFront->setFocus(Qt::OtherFocusReason); // it was elsewhere while the page moved
    Q_EMIT pagesChanged();
}

void PageArea::dropEmptyGroup() {
    const auto empty = std::ranges::find_if(m_groups, [](const PageTabs *group) { return group->count() == 0; });
    if (!isSplit() || empty == m_groups.end()) return;
    PageTabs *gone = *empty;
    m_groups.erase(empty);
    gone->disconnect(this);
    gone->hide();
    gone->deleteLater(); // it may be what is telling of its last page
    if (m_active == gone) m_active = m_groups.front();
    m_active->setInFront(true);
}

void PageArea::handleFocus(const QWidget *focused) {
    if (m_isRemoving || !focused) return;
    for (PageTabs *group : m_groups)
        if (group != m_active && group->isAncestorOf(focused)) return activate(group);
}

QList<QWidget *> PageArea::shown() const {
    QList<QWidget *> pages{front()};
    for (const PageTabs *group : m_groups)
        if (group != m_active) pages += group->currentWidget();
    return pages;
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
    for (PageTabs *each : m_groups)
        each->setInFront(each == group);
    announce();
}

void PageArea::remove(QWidget *page) { removeAll({page}); }

void PageArea::removeAllOf(const QObject *owner) {
    QList<QWidget *> theirs;
    for (QWidget *page : pages())
        if (ownerOf(page) == owner) theirs += page;
    removeAll(theirs);
}

void PageArea::removeAll(const QList<QWidget *> &gone) {
    m_isRemoving = true;
    for (QWidget *page : gone) {
        PageTabs *group = groupOf(page);
        if (!group) continue;
        m_known.remove(page);
        group->removeTab(group->indexOf(page));
    }
    dropEmptyGroup();
    m_isRemoving = false;
    announce();
    Q_EMIT pagesChanged();
}

void PageArea::arrange(const QList<const QObject *> &owners) {
    for (PageTabs *group : m_groups) {
        int place = 0;
        for (const QObject *owner : owners)
            for (int tab = place; tab < group->count(); ++tab)
                if (ownerOf(group->widget(tab)) == owner) group->tabBar()->moveTab(tab, place++);
    }
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
