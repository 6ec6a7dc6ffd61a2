// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/some_connections.h"
#include "ui/connections/connection_tree.h"
#include "ui/connections/welcome_page.h"

#include <QCommandLinkButton>
#include <QDir>
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
        WelcomePage page(m_some.all(), m_theme);
        const QSignalSpy asked(&page, &WelcomePage::openRequested);
        auto *field = page.findChild<QLineEdit *>();
        QTest::keyClicks(field, typed);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), opened);
    }

    void nothingTypedConnectsNowhere() {
        WelcomePage page(m_some.all(), m_theme);
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
        WelcomePage page(m_some.all(), m_theme);
        page.setRecents({QStringLiteral("postgresql://ada@db.example.org:5433/shop?sslmode=require"),
                         QStringLiteral("/nowhere/gone.evdb")});
        const auto *list = page.findChild<QListWidget *>();
        QCOMPARE(list->item(0)->text(), QStringLiteral("shop at db.example.org \u00b7 server not proven"));
        QVERIFY(!list->item(0)->toolTip().contains(QLatin1String("not there")));
        QCOMPARE(list->item(1)->text(), QStringLiteral("gone.evdb \u00b7 /nowhere"));
        QVERIFY(list->item(1)->toolTip().contains(QLatin1String("not there")));
    }
    void filesOfOneNameAreToldApartByTheirFolders() {
        WelcomePage page(m_some.all(), m_theme);
        const QString deep = QStringLiteral("/a-folder") + QStringLiteral("/deeper").repeated(20);
        page.setRecents({QStringLiteral("/one/shop.evdb"), QStringLiteral("sqlite:/two/shop.evdb"),
                         QDir::homePath() + QStringLiteral("/x/shop.evdb"), deep + QStringLiteral("/shop.evdb")});
        const auto *list = page.findChild<QListWidget *>();
        QCOMPARE(list->item(0)->text(), QStringLiteral("shop.evdb \u00b7 /one"));
        QCOMPARE(list->item(1)->text(), QStringLiteral("shop.evdb \u00b7 /two"));
        QCOMPARE(list->item(2)->text(), QStringLiteral("shop.evdb \u00b7 ~/x"));
        const QString cut = list->item(3)->text();
        QVERIFY(cut.startsWith(QStringLiteral("shop.evdb \u00b7 /a-")) && cut.endsWith(QStringLiteral("per")));
        QVERIFY(cut.contains(QChar(0x2026)) && cut.size() < deep.size());
    }
    void recentConnectionsAreNamedAndMarked() {
        Connection weak;
        weak.name = "Weak";
        weak.address = "postgresql://db/weak";
        weak.tls = TlsException{"require", timeOfUs(1'767'225'600'000'000)};
        QVERIFY(m_some.put(weak));
        WelcomePage page(m_some.all(), m_theme);
        page.setRecents(
            {QStringLiteral("@Weak"), QStringLiteral("@Gone"), QStringLiteral("postgresql://db/shop?sslmode=disable")});
        const auto *list = page.findChild<QListWidget *>();
        QCOMPARE(list->item(0)->text(), QStringLiteral("Weak"));
        QVERIFY(list->item(0)->toolTip().contains(QStringLiteral("does not prove")));
        QVERIFY(list->item(1)->toolTip().contains(QStringLiteral("not there")));
        QVERIFY(list->item(2)->text().contains(QStringLiteral("not proven")));
        QVERIFY(m_some.remove("Weak"));
    }

    void connectionsAreListedByFolderAndOpened() {
        m_some.add("Shop", "Payments", "/data/shop.evdb", Environment::Production);
        WelcomePage page(m_some.all(), m_theme);
        page.resize(1024, 600);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QVERIFY(page.tree()->isVisible());
        const QModelIndex shop = page.tree()->model()->index(0, 0, page.tree()->model()->index(0, 0));
        QCOMPARE(shop.data().toString(), QStringLiteral("Shop"));
        QCOMPARE(shop.siblingAtColumn(1).data().toString(), QStringLiteral("Production"));
        const QSignalSpy asked(&page, &WelcomePage::openRequested);
        QTest::mouseClick(page.tree()->viewport(), Qt::LeftButton, {}, page.tree()->visualRect(shop).center());
        QTest::mouseDClick(page.tree()->viewport(), Qt::LeftButton, {}, page.tree()->visualRect(shop).center());
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("@Shop"));
        page.tree()->setFocus();
        QTest::keyClick(page.tree(), Qt::Key_Return);
        QCOMPARE(asked.count(), 2);
        QVERIFY(m_some.remove("Shop"));
        QVERIFY(!page.tree()->isVisible());
    }

    void aNewConnectionTakesWhatIsTyped() {
        WelcomePage page(m_some.all(), m_theme);
        const QSignalSpy asked(&page, &WelcomePage::newConnectionRequested);
        QTest::keyClicks(page.findChild<QLineEdit *>(), QStringLiteral("ada@db/shop"));
        const auto buttons = page.findChildren<QCommandLinkButton *>();
        const auto made = std::ranges::find_if(
            buttons, [](const auto *button) { return button->text().startsWith(QLatin1String("New connection")); });
        QVERIFY(made != buttons.end());
        QTest::mouseClick(*made, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("postgresql://ada@db/shop"));
    }

    void returnPressesWhatHasTheKeyboard() {
        WelcomePage page(m_some.all(), m_theme);
        const QSignalSpy opened(&page, &WelcomePage::openFileRequested);
        const QSignalSpy led(&page, &WelcomePage::guideRequested);
        for (QPushButton *button : page.findChildren<QPushButton *>()) {
            const bool isWanted = button->text().startsWith(QLatin1String("Open a file")) ||
                                  button->text().startsWith(QLatin1String("New here"));
            if (isWanted) QTest::keyClick(button, Qt::Key_Return);
        }
        QCOMPARE(opened.count(), 1);
        QCOMPARE(led.count(), 1);
    }

  private:
    Theme m_theme{Scheme::Light};
    SomeConnections m_some;
};

} // namespace eventscope::ui

QTEST_MAIN(eventscope::ui::TestWelcomePage)
#include "tst_welcome_page.moc"
