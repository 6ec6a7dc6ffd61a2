// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/shop_session.h"
#include "ui/log/log_page.h"
#include "ui/theme/theme.h"

namespace eventscope::ui {

/// The log of a ShopStore in a page on the screen.
class ShopLogPage : protected ShopSession {
  protected:
    /// The page is there before the session has loaded.
    void open(const QSize &size) {
        m_session = m_shop->open(*m_workers, memoryFile());
        m_page = std::make_unique<LogPage>(*m_session, m_theme);
        m_page->resize(size);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTRY_VERIFY(m_session->isLoaded());
    }
    /// As a program that is started anew: what was asked for before is written.
    void reopen(const QSize &size) {
        close();
        m_workers = std::make_unique<Workers>();
        open(size);
    }
    void close() {
        m_page.reset();
        closeSession();
    }

    Theme m_theme{Scheme::Light};
    std::unique_ptr<LogPage> m_page;
};

} // namespace eventscope::ui
