// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/shop_store.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

namespace eventscope::ui {

/// What a test of an item model over a session begins and ends with: a shop, and the model with Qt's tester attached.
/// A call of the store on the GUI thread fails the test.
template <class Model>
class ShopModel {
  protected:
    void prepare() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_shop = std::make_unique<ShopStore>();
        m_workers = std::make_unique<Workers>();
    }
    /// With the tester attached before the first row.
    void open() {
        m_session = m_shop->open(*m_workers);
        m_model = std::make_unique<Model>(*m_session);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_VERIFY(m_session->isLoaded());
    }
    void close() {
        m_tester.reset();
        m_model.reset();
        m_session.reset();
        m_workers.reset();
    }

    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

} // namespace eventscope::ui
