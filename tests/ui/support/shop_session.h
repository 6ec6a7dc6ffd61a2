// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/shop_store.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace eventscope::ui {

/// A ShopStore and a session with it, for each test of a class anew.
class ShopSession {
  protected:
    /// An empty store, no session yet. From now on a store call on the GUI thread fails the test.
    void makeShop() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_shop = std::make_unique<ShopStore>();
        m_workers = std::make_unique<Workers>();
        m_folder = std::make_unique<QTemporaryDir>();
    }
    /// Where what is remembered of the store is kept.
    [[nodiscard]] std::string memoryFile() const {
        return m_folder->filePath(QStringLiteral("shop.work")).toStdString();
    }
    void openSession() {
        m_session = m_shop->open(*m_workers, memoryFile());
        QTRY_VERIFY(m_session->isLoaded());
    }
    void closeSession() {
        m_session.reset();
        m_workers.reset();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Session> m_session;
};

} // namespace eventscope::ui
