// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_projection_page.h"

#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/projections/projections_page.h"
#include "ui/shell/page_tabs.h"
#include "ui/shell/store_pages.h"

namespace eventscope::ui {

namespace {

const std::string kKey = "projections";

} // namespace

StoreProjectionPage::StoreProjectionPage(Session &session, const Theme &theme, StorePages &pages, Inspector &inspector,
                                         QObject *parent)
    : QObject(parent), m_session(session), m_theme(theme), m_pages(pages), m_inspector(inspector) {
    pages.setGuestMaker(kKey, [this] { make(); });
}

StoreProjectionPage::~StoreProjectionPage() {
    m_pages.setGuestMaker(kKey, [] {});
    if (!m_page) return;
    m_pages.removeGuest(m_page);
    delete m_page;
}

ProjectionsPage *StoreProjectionPage::page() const { return m_page; }

void StoreProjectionPage::show() {
    if (!m_page) make();
    m_pages.showGuest(m_page);
    m_page->setFocus();
}

void StoreProjectionPage::make() {
    m_page = new ProjectionsPage(m_session, m_theme);
    connect(m_page, &ProjectionsPage::eventActivated, this, &StoreProjectionPage::goTo);
    PageLabel label;
    label.icon = QLatin1String("projection");
    label.text = tr("Projections");
    label.tip = tr("How far the projections of this store are, and what they made");
    m_pages.setGuest(m_page, kKey, label);
}

void StoreProjectionPage::goTo(Position position) {
    m_pages.showLog();
    m_pages.log()->showPosition(position);
    m_inspector.showPosition(position); // also where a filter hides it
}

} // namespace eventscope::ui
