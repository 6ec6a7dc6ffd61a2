// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/session/session.h"
#include "ui/shell/page_tabs.h"
#include "ui/shell/store_pages.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <string>
#include <utility>

namespace eventscope::ui {

/// A page of one open store beside its log and its streams, made when it is first wanted. `Page` is made of a Session
/// and a Theme, and tells by eventActivated(Position) which event the user wants to see. GUI thread.
template <class Page>
class StoreGuestPage final : public QObject {
  public:
    /// All but `key` and `label` outlive it. `made` (may be empty) is told the page when it has been made.
    StoreGuestPage(Session &session, const Theme &theme, StorePages &pages, Inspector &inspector, std::string key,
                   PageLabel label, QObject *parent, std::function<void(Page &)> made = {})
        : QObject(parent),
          m_session(session),
          m_theme(theme),
          m_pages(pages),
          m_inspector(inspector),
          m_key(std::move(key)),
          m_label(std::move(label)),
          m_made(std::move(made)) {
        pages.setGuestMaker(m_key, [this] { make(); });
    }

    ~StoreGuestPage() override {
        m_pages.setGuestMaker(m_key, [] {});
        if (!m_page) return;
        m_pages.removeGuest(m_page);
        delete m_page;
    }

    /// Null before it was wanted.
    [[nodiscard]] Page *page() const { return m_page; }

    void show() {
        if (!m_page) make();
        m_pages.showGuest(m_page);
        m_page->setFocus();
    }

  private:
    void make() {
        m_page = new Page(m_session, m_theme);
        connect(m_page, &Page::eventActivated, this, &StoreGuestPage::goTo);
        if (m_made) m_made(*m_page);
        m_pages.setGuest(m_page, m_key, m_label);
    }

    void goTo(Position position) {
        m_pages.showLog();
        m_pages.log()->showPosition(position);
        m_inspector.showPosition(position); // also where a filter hides it
    }

    Session &m_session;
    const Theme &m_theme;
    StorePages &m_pages;
    Inspector &m_inspector;
    const std::string m_key;
    const PageLabel m_label;
    const std::function<void(Page &)> m_made;
    QPointer<Page> m_page;
};

} // namespace eventscope::ui
