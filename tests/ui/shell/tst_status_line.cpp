// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_line.h"

#include "tests/ui/support/shop_store.h"

#include <QRegularExpression>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestStatusLine : public QObject {
    Q_OBJECT

    Workers m_workers;

  private Q_SLOTS:
    void saysWhatIsShown() {
        ShopStore shop;
        shop.fill(3);
        const auto session = shop.open(m_workers);
        StatusLine line;
        QVERIFY(line.text().isEmpty());
        line.setSession(session.get());
        QTRY_VERIFY2(line.text().startsWith(QStringLiteral("3 event")), qPrintable(line.text()));
        session->cursor().moveTo({0, 2});
        QVERIFY2(line.text().startsWith(QStringLiteral("2 of 3 event")), qPrintable(line.text()));
        QVERIFY2(line.text().contains(QStringLiteral(" up to here")), qPrintable(line.text()));
        line.setSession(nullptr);
        QVERIFY(line.text().isEmpty());
    }

    void saysHowMuchTheServerIsAsked() {
        ShopStore shop;
        shop.fill(3);
        const auto session = shop.open(m_workers);
        StatusLine line;
        line.setSession(session.get());
        static const QRegularExpression load(QStringLiteral("load (\\d+) statement"));
        if (!session->statementsSent()) { // a store without a server
            QTRY_VERIFY(session->isLoaded());
            QVERIFY2(!line.text().contains(load), qPrintable(line.text()));
            return;
        }
        QVERIFY2(line.text().contains(load), qPrintable(line.text()));
        const auto before = *session->statementsSent();
        Query query;
        query.rowsMax = 1;
        for (int page = 0; page < 100; ++page)
            QVERIFY(shop.reader()->page(query, {}));
        QVERIFY(*session->statementsSent() >= before + 100);
        QTRY_VERIFY2(load.match(line.text()).captured(1).toInt() > 10, qPrintable(line.text()));
    }
};

QTEST_MAIN(TestStatusLine)
#include "tst_status_line.moc"
