// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/simulated_clock.h"
#include "core/open/open_store.h"
#include "tests/support/pg_database.h"
#include "tests/ui/support/some_connections.h"
#include "ui/connections/connection_tree.h"
#include "ui/connections/connections_dialog.h"
#include "ui/connections/password_asker.h"
#include "ui/connections/password_dialog.h"
#include "ui/connections/server_address.h"
#include "ui/log/log_page.h"
#include "ui/session/store_report.h"
#include "ui/shell/cursor_bar.h"
#include "ui/shell/lock_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/store_banners.h"
#include "ui/shell/store_button.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/superuser_dialog.h"
#include "ui/shell/top_bar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/environment_badge.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr const char *kReaderPassword = "s3cr3t-of-reader";

void append(WritableEventStore &store, int n) {
    NewEvent event;
    event.id = derivedEventId("server", std::to_string(n));
    event.type = "OrderPlaced";
    event.data = "{}";
    const auto appended = store.append({"order-1"}, Expected::any(), {&event, 1}, {});
    if (!appended) qFatal("%s", describe(appended.error()).c_str());
}

} // namespace

/// The window on a server that asks for passwords: connections, roles, and a server that goes away.
class TestServerWindow : public QObject {
    Q_OBJECT

    [[nodiscard]] std::string addressOf(const std::string &user) const {
        return "postgresql://" + user + "@127.0.0.1:" + std::to_string(m_server->server().port()) + "/postgres";
    }
    void addConnection(const char *name, const std::string &user, Environment environment,
                       std::optional<TlsException> tls) {
        Connection connection;
        connection.name = name;
        connection.address = addressOf(user);
        connection.environment = environment;
        connection.tls = std::move(tls);
        const auto put = m_some->put(connection);
        QVERIFY2(put, put ? "" : describe(put.error()).c_str());
    }
    [[nodiscard]] PasswordDialog *passwordDialog() const { return m_window->opener().passwords()->dialog(); }
    void typePassword(const char *password, bool remember = false) {
        QTRY_VERIFY_WITH_TIMEOUT(passwordDialog() && passwordDialog()->isVisible(), kPatienceMs);
        QPointer<PasswordDialog> dialog = passwordDialog();
        auto *field = dialog->findChild<QLineEdit *>();
        if (remember) dialog->findChild<QCheckBox *>()->click();
        QTest::keyClicks(field, QLatin1String(password));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog, kPatienceMs);
    }
    void waitUntilOpen() {
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session() && m_window->session()->isLoaded(), kPatienceMs);
    }
    /// What is said across the window now.
    [[nodiscard]] Banner *banner(const char *saying) const {
        for (Banner *each : m_window->findChild<StoreBanners *>()->findChildren<Banner *>()) {
            if (each->isVisible() && each->accessibleName().contains(QLatin1String(saying))) return each;
        }
        return nullptr;
    }

    /// The environment that a dialog is marked with.
    [[nodiscard]] static QString markOf(const QWidget *dialog) {
        const auto *badge = dialog->findChild<EnvironmentBadge *>();
        return badge && badge->isVisible() ? badge->accessibleName() : QString();
    }
    /// All banners and what the lock says, for the messages of this test.
    [[nodiscard]] QString saidAcross() const {
        QStringList said;
        for (const Banner *each : m_window->findChild<StoreBanners *>()->findChildren<Banner *>())
            said += (each->isVisible() ? QString() : QStringLiteral("(hidden) ")) + each->accessibleName();
        for (const QLabel *label : m_window->topBar()->evidence()->findChildren<QLabel *>())
            said += label->text();
        return said.join(QLatin1Char('\n'));
    }

  private Q_SLOTS:
    void initTestCase() {
        for (const char *variable : {"PGPASSWORD", "PGSERVICE", "PGSSLMODE"})
            qunsetenv(variable);
        qputenv("PGPASSFILE", "/nonexistent");
        m_server = std::make_unique<PgDatabase>();
        auto writer = openForWriting(socketAddress(), m_clock, {.createIfMissing = true, .purpose = "test"}, {});
        QVERIFY2(writer, writer ? "" : describe(writer.error()).c_str());
        for (int n = 1; n <= 20; ++n)
            append(**writer, n);
        m_server->run(std::string("CREATE ROLE reader LOGIN PASSWORD '") + kReaderPassword + "'");
        m_server->run("GRANT USAGE ON SCHEMA eventscope TO reader");
        m_server->run("GRANT SELECT ON ALL TABLES IN SCHEMA eventscope TO reader");
        m_theme.apply(*qApp);
    }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_some = std::make_unique<SomeConnections>();
        const TlsException plain{"disable", timeOfUs(1'767'225'600'000'000)};
        addConnection("Reader", "reader", Environment::Test, plain);
        addConnection("Root", "eventscope", Environment::Production, plain);
        addConnection("Strict", "reader", Environment::Production, std::nullopt);
        m_workers = std::make_unique<Workers>();
        m_settings = std::make_unique<Settings>(QDir(m_some->folder()).filePath(QStringLiteral("settings.ini")));
        const auto open = [](const StoreAccess &access, const JobControl &job) {
            return openForBrowsing(access, {}, job);
        };
        m_window =
            std::make_unique<MainWindow>(*m_workers, m_theme, *m_settings, m_some->all(), Doors{open, {}, reportOn});
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() {
        m_window.reset();
        m_settings.reset();
        m_workers.reset();
        m_some.reset();
    }
    void cleanupTestCase() { m_server.reset(); }

    void thePasswordIsAskedUntilItIsRight() {
        m_window->open(QStringLiteral("@Reader"));
        typePassword("wrong");
        QTRY_VERIFY_WITH_TIMEOUT(passwordDialog(), kPatienceMs);
        QCOMPARE(markOf(passwordDialog()), QStringLiteral("Test"));
        const auto parts = passwordDialog()->findChildren<Banner *>();
        QVERIFY(!parts.isEmpty() && parts.constFirst()->accessibleName().contains(QStringLiteral("refused")));
        typePassword(kReaderPassword);
        waitUntilOpen();
        QCOMPARE(m_window->session()->rows(), 20u);

        // The exception is marked where the store is: button, lock; a role that only reads needs no banner.
        QVERIFY(m_window->topBar()->store()->text().contains(QStringLiteral("TEST")));
        QVERIFY(m_window->topBar()->store()->text().contains(QStringLiteral("not proven")));
        const auto labels = m_window->topBar()->evidence()->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(
            labels, [](const QLabel *label) { return label->text().contains(QStringLiteral("since 2026-01-01")); }));
        QVERIFY(!banner("could write"));

        // Nothing of the password is kept anywhere on disk.
        for (const QString &name : QDir(m_some->folder()).entryList(QDir::Files)) {
            QFile file(QDir(m_some->folder()).filePath(name));
            QVERIFY(file.open(QFile::ReadOnly));
            QVERIFY2(!file.readAll().contains("s3cr3t"), qPrintable(name));
        }
        QVERIFY(m_some->keyring().known(QStringLiteral("Reader")).isEmpty());
    }

    void aRememberedPasswordIsNotAskedAgain() {
        m_window->open(QStringLiteral("@Reader"));
        typePassword(kReaderPassword, true);
        waitUntilOpen();
        QVERIFY(m_some->keyring().known(QStringLiteral("Reader")).endsWith(QLatin1String(kReaderPassword)));
        m_window->closeStore();
        m_window->open(QStringLiteral("@Reader"));
        waitUntilOpen();
        QVERIFY(!passwordDialog());
    }

    void cancellingThePasswordCancelsTheOpening() {
        m_window->open(QStringLiteral("@Reader"));
        QTRY_VERIFY_WITH_TIMEOUT(passwordDialog() && passwordDialog()->isVisible(), kPatienceMs);
        QTest::keyClick(passwordDialog(), Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(m_workers->jobs().entries().empty(), kPatienceMs);
        QVERIFY(!m_window->session() && !passwordDialog());
    }

    void aSuperuserOnProductionNeedsTheTypedName() {
        m_window->open(QStringLiteral("@Root"));
        typePassword(PgServer::kPassword);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->opener().superuserDialog(), kPatienceMs);
        QPointer<SuperuserDialog> dialog = m_window->opener().superuserDialog();
        QTRY_VERIFY(dialog->isVisible());
        QCOMPARE(markOf(dialog), QStringLiteral("Production"));
        QTest::keyClick(dialog, Qt::Key_Return); // the button that is pressed by it cancels
        QTRY_VERIFY(!dialog);
        QTRY_VERIFY(banner("superuser"));
        QVERIFY(!m_window->session());

        m_window->open(QStringLiteral("@Root"));
        typePassword(PgServer::kPassword);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->opener().superuserDialog(), kPatienceMs);
        dialog = m_window->opener().superuserDialog();
        auto *field = dialog->findChild<QLineEdit *>();
        const auto buttons = dialog->findChildren<QPushButton *>();
        const auto allow = std::ranges::find(buttons, QStringLiteral("Open as superuser"), &QPushButton::text);
        QVERIFY(allow != buttons.end());
        QTest::keyClicks(field, QStringLiteral("Roo"));
        QVERIFY(!(*allow)->isEnabled());
        QTest::keyClicks(field, QStringLiteral("t"));
        QVERIFY((*allow)->isEnabled());
        QTest::mouseClick(*allow, Qt::LeftButton);
        typePassword(PgServer::kPassword);
        waitUntilOpen();
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("PRODUCTION")));
        QVERIFY2(banner("could write"), qPrintable(saidAcross()));
        QTest::mouseClick(banner("could write")->findChild<QPushButton *>(), Qt::LeftButton);
        QVERIFY(!banner("could write"));

        // It holds for that session only.
        m_window->closeStore();
        m_window->open(QStringLiteral("@Root"));
        typePassword(PgServer::kPassword);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->opener().superuserDialog(), kPatienceMs);
    }

    void aServerThatProvesNothingIsRefused() {
        m_window->open(QStringLiteral("@Strict"));
        const QSignalSpy failed(m_window.get(), &MainWindow::openFailed);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);
        QVERIFY(!m_window->session() && !passwordDialog());
    }

    void theManagerTests() {
        ConnectionsDialog *dialog = m_window->showConnections();
        const auto test = [&](const char *name) {
            dialog->tree()->setCurrentName(QLatin1String(name));
            const auto buttons = dialog->findChildren<QPushButton *>();
            const auto button = std::ranges::find(buttons, QStringLiteral("&Test"), &QPushButton::text);
            QTest::mouseClick(*button, Qt::LeftButton);
        };
        test("Reader");
        typePassword(kReaderPassword);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->test()->outcome(), kPatienceMs);
        QCOMPARE(dialog->test()->outcome(), std::optional(true));
        const QString good = dialog->test()->lines().join(QLatin1Char('\n'));
        for (const char *said :
             {"eventscope-postgresql", "PostgreSQL", "reader has no right to write", "primary", "weaker by choice"})
            QVERIFY2(good.contains(QLatin1String(said)), qPrintable(good));
        test("Strict");
        QTRY_VERIFY_WITH_TIMEOUT(dialog->test()->outcome() == false, kPatienceMs);
        test("Root");
        typePassword(PgServer::kPassword);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->test()->outcome() == false, kPatienceMs);
        QVERIFY(dialog->test()->lines().constFirst().contains(QStringLiteral("superuser")));
    }

    void aServerThatGoesAwayIsReconnectedTo() {
        m_window->open(QStringLiteral("@Reader"));
        typePassword(kReaderPassword);
        waitUntilOpen();
        m_window->session()->cursor().moveTo(m_window->session()->index().position(4));
        const auto kept = m_window->session()->cursor().until();
        m_server->server().kill();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session()->problem().has_value(), kPatienceMs);
        QPushButton *reconnect = nullptr;
        for (Banner *each : m_window->findChild<StoreBanners *>()->findChildren<Banner *>()) {
            if (each->isVisible()) reconnect = each->findChild<QPushButton *>();
        }
        QVERIFY(reconnect);
        QCOMPARE(reconnect->text(), QStringLiteral("Reconnect"));
        QString why;
        QVERIFY2(m_server->server().restart(&why), qPrintable(why));
        QTest::mouseClick(reconnect, Qt::LeftButton);
        auto writer = openForWriting(socketAddress(), m_clock, {.purpose = "test"}, {});
        QVERIFY2(writer, writer ? "" : describe(writer.error()).c_str());
        append(**writer, 21);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->session()->rows(), 21u, kPatienceMs);
        QVERIFY(!m_window->session()->problem());
        QVERIFY(m_window->session()->cursor().until() == kept);
        QVERIFY(!passwordDialog()); // the store still knows it

        m_window->session()->cursor().returnToHead();
        m_server->server().kill();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session()->problem().has_value(), kPatienceMs);
        QVERIFY(m_window->topBar()->cursor()->text().startsWith(QStringLiteral("Not live")));
        QVERIFY2(m_server->server().restart(&why), qPrintable(why));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session()->problem(), kPatienceMs); // by itself
        QCOMPARE(m_window->topBar()->cursor()->text(), QStringLiteral("Live"));
    }

  private:
    /// Of the superuser, whom the server asks for nothing there.
    [[nodiscard]] std::string socketAddress() const {
        const PgAddress address = m_server->address();
        const auto part = [&](const char *name) { return QString::fromStdString(address.get(name).value_or("")); };
        return composed({part("host"), part("port"), part("dbname"), part("user"), {}, {}}).toStdString();
    }

    SimulatedClock m_clock;
    Theme m_theme{Scheme::Light};
    std::unique_ptr<PgDatabase> m_server;
    std::unique_ptr<SomeConnections> m_some;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestServerWindow)
#include "tst_server_window.moc"
