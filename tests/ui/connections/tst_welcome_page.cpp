// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/welcome_page.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QtTest>

#include <algorithm>

namespace eventscope::ui {

/// Where the window begins: what can be opened from there.
class TestWelcomePage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void addressesOfServers_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("opened");
        QTest::newRow("whole") << "postgresql://ada@db/shop"
                               << "postgresql://ada@db/shop";
        QTest::newRow("without scheme") << "ada@db/shop"
                                        << "postgresql://ada@db/shop";
        QTest::newRow("spaces around") << "  postgres://db/shop "
                                       << "postgres://db/shop";
    }
    void addressesOfServers() {
        QFETCH(QString, typed);
        QFETCH(QString, opened);
        WelcomePage page;
        const QSignalSpy asked(&page, &WelcomePage::openRequested);
        auto *field = page.findChild<QLineEdit *>();
        QTest::keyClicks(field, typed);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), opened);
    }

    void nothingTypedConnectsNowhere() {
        WelcomePage page;
        const QSignalSpy asked(&page, &WelcomePage::openRequested);
        auto *field = page.findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("  "));
        QTest::keyClick(field, Qt::Key_Return);
        const auto buttons = page.findChildren<QPushButton *>();
        const auto connecting = std::ranges::find(buttons, QStringLiteral("Connect"), &QPushButton::text);
        QVERIFY(connecting != buttons.end() && !(*connecting)->isEnabled());
        QCOMPARE(asked.count(), 0);
    }

    void recentServersAreNamed() {
        WelcomePage page;
        page.setRecents({QStringLiteral("postgresql://ada@db.example.org:5433/shop?sslmode=require"),
                         QStringLiteral("/nowhere/gone.evdb")});
        const auto *list = page.findChild<QListWidget *>();
        QCOMPARE(list->item(0)->text(), QStringLiteral("shop at db.example.org"));
        QVERIFY(!list->item(0)->toolTip().contains(QLatin1String("not there")));
        QCOMPARE(list->item(1)->text(), QStringLiteral("gone.evdb"));
        QVERIFY(list->item(1)->toolTip().contains(QLatin1String("not there")));
    }
};

} // namespace eventscope::ui

QTEST_MAIN(eventscope::ui::TestWelcomePage)
#include "tst_welcome_page.moc"
