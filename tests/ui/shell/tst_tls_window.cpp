// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/simulated_clock.h"
#include "core/open/open_store.h"
#include "tests/support/pg_database.h"
#include "tests/support/test_certificates.h"
#include "tests/ui/support/some_connections.h"
#include "ui/connections/connection_editor.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connection_tree.h"
#include "ui/connections/connections_dialog.h"
#include "ui/connections/password_asker.h"
#include "ui/connections/password_dialog.h"
#include "ui/connections/server_address.h"
#include "ui/session/store_report.h"
#include "ui/shell/lock_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/store_banners.h"
#include "ui/shell/store_button.h"
#include "ui/shell/top_bar.h"
#include "ui/widgets/banner.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr const char *kPassword = "s3cr3t-of-reader";

template <class T>
T *named(const QWidget *in, const char *accessibleName) {
    for (T *each : in->findChildren<T *>()) {
        if (each->accessibleName() == QLatin1String(accessibleName)) return each;
    }
    qFatal("Nothing is named %s", accessibleName);
}

} // namespace

/// The window over TLS to a server whose certificate an authority of the test's own has signed, for localhost.
class TestTlsWindow : public QObject {
    Q_OBJECT

    /// Fills in a new connection by hand, and saves it.
    void makeConnection(const char *name, const char *host) {
        m_window->showConnections()->addNew();
        QTRY_VERIFY(editor() && editor()->isVisible());
        const auto type = [this](const char *field, const QString &text) {
            QTest::keyClicks(named<QLineEdit>(editor(), field), text);
        };
        type("Name of the connection", QLatin1String(name));
        type("Host", QLatin1String(host));
        type("Port", QString::number(m_server->server().port()));
        type("Database", QStringLiteral("postgres"));
        type("User", QStringLiteral("reader"));
        type("More settings", QStringLiteral("hostaddr=127.0.0.1&sslrootcert=%1").arg(rootFile()));
        saveEditor();
    }
    void saveEditor() {
        auto *save = editor()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
        QVERIFY2(save->isEnabled(), qPrintable(editor()->problems().join(QLatin1Char('\n'))));
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!editor(), kPatienceMs);
    }
    [[nodiscard]] ConnectionEditor *editor() const { return m_window->findChild<ConnectionEditor *>(); }
    void openFromManager(const char *name) {
        ConnectionsDialog *dialog = m_window->showConnections();
        dialog->tree()->setCurrentName(QLatin1String(name));
        dialog->tree()->setFocus();
        QTest::keyClick(dialog->tree(), Qt::Key_Return);
    }
    void typePasswordAndWait() {
        const auto dialog = [this] { return m_window->opener().passwords()->dialog(); };
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), kPatienceMs);
        QTest::keyClicks(dialog()->findChild<QLineEdit *>(), QLatin1String(kPassword));
        QTest::keyClick(dialog()->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session() && m_window->session()->isLoaded(), kPatienceMs);
    }
    [[nodiscard]] QString rootFile() const { return m_files.filePath(QStringLiteral("root.crt")); }
    /// What the rung of the lock says that is about the server's proof.
    [[nodiscard]] const Evidence *tlsRung() const {
        const auto &rungs = m_window->session()->info().readOnly.evidence;
        const auto found = std::ranges::find(rungs, "tls", &Evidence::rung);
        return found == rungs.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool theLockSays(const QString &text) const {
        const auto labels = m_window->topBar()->evidence()->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) { return label->text().contains(text); });
    }
    void makeWindow() {
        const auto open = [](const StoreAccess &access, const JobControl &job) {
            return openForBrowsing(access, {}, job);
        };
        m_window =
            std::make_unique<MainWindow>(*m_workers, m_theme, *m_settings, m_some->all(), Doors{open, {}, reportOn});
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

  private Q_SLOTS:
    void initTestCase() {
        for (const char *variable : {"PGPASSWORD", "PGSERVICE", "PGSSLMODE", "PGSSLROOTCERT"})
            qunsetenv(variable);
        qputenv("PGPASSFILE", "/nonexistent");
        m_server = std::make_unique<PgDatabase>();
        const TestCertificate own = m_authority.issue("localhost");
        PgServer &server = m_server->server();
        QVERIFY(server.putFile(QStringLiteral("test.crt"), own.certificate));
        QVERIFY(server.putFile(QStringLiteral("test.key"), own.key));
        QVERIFY(server.putFile(QStringLiteral("pg_hba.conf"), "local all all trust\n"
                                                              "hostssl all all 127.0.0.1/32 scram-sha-256\n"));
        QString why;
        QVERIFY2(server.configure("ssl = on\nssl_cert_file = 'test.crt'\nssl_key_file = 'test.key'", &why),
                 qPrintable(why));
        QFile root(rootFile());
        QVERIFY(root.open(QFile::WriteOnly));
        root.write(m_authority.certificate());

        const PgAddress socket = m_server->address();
        const auto part = [&](const char *name) { return QString::fromStdString(socket.get(name).value_or("")); };
        const std::string address =
            composed({part("host"), part("port"), part("dbname"), part("user"), {}, {}}).toStdString();
        auto writer = openForWriting(address, m_clock, {.createIfMissing = true, .purpose = "test"}, {});
        QVERIFY2(writer, writer ? "" : describe(writer.error()).c_str());
        NewEvent event;
        event.id = derivedEventId("tls", "1");
        event.type = "OrderPlaced";
        event.data = "{}";
        QVERIFY((*writer)->append({"order-1"}, Expected::any(), {&event, 1}, {}));
        m_server->run(std::string("CREATE ROLE reader LOGIN PASSWORD '") + kPassword + "'");
        m_server->run("GRANT USAGE ON SCHEMA eventscope TO reader");
        m_server->run("GRANT SELECT ON ALL TABLES IN SCHEMA eventscope TO reader");
        m_theme.apply(*qApp);
    }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_some = std::make_unique<SomeConnections>();
        m_workers = std::make_unique<Workers>();
        m_settings = std::make_unique<Settings>(QDir(m_some->folder()).filePath(QStringLiteral("settings.ini")));
        makeWindow();
    }
    void cleanup() {
        m_window.reset();
        m_settings.reset();
        m_workers.reset();
        m_some.reset();
    }
    void cleanupTestCase() { m_server.reset(); }

    void aServerThatProvesWhoItIsIsOpened() {
        makeConnection("Proven", "localhost");
        openFromManager("Proven");
        typePasswordAndWait();
        QCOMPARE(m_window->session()->rows(), 1u);
        QVERIFY(tlsRung() && tlsRung()->holds);
        QVERIFY(theLockSays(QString::fromStdString(tlsRung()->statement)));
        QVERIFY(!m_window->topBar()->store()->text().contains(QStringLiteral("not proven")));
    }

    void anotherNameThanTheCertificatesIsRefused() {
        makeConnection("Other", "db.example");
        const QSignalSpy failed(m_window.get(), &MainWindow::openFailed);
        openFromManager("Other");
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);
        QVERIFY(!m_window->session());
        QVERIFY(!m_window->opener().passwords()->dialog()); // and it was not asked for
        const auto *banner = m_window->findChild<StoreBanners *>()->findChild<Banner *>();
        QVERIFY(banner->isVisible());
        const QString said = banner->accessibleName();
        for (const char *part : {"for another name", "localhost", "hostaddr"})
            QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
    }

    void theExceptionIsMarkedAndRemembered() {
        makeConnection("Other", "db.example");
        QVERIFY(!m_some->onDisk("Other")->tls);
        m_window->showConnections()->editNamed(QStringLiteral("Other"));
        QTRY_VERIFY(editor() && editor()->isVisible());
        for (QCheckBox *box : editor()->findChildren<QCheckBox *>()) {
            if (box->text().startsWith(QStringLiteral("Connect even"))) box->click();
        }
        auto *mode = named<QComboBox>(editor(), "What is asked of the server instead");
        mode->setCurrentIndex(mode->findData(QStringLiteral("verify-ca")));
        saveEditor();
        const auto kept = m_some->onDisk("Other");
        QVERIFY(kept && kept->tls && kept->tls->mode == "verify-ca");

        // It is marked in the manager before anything is opened, and everywhere afterwards; also in the next window.
        for (int round = 0; round < 2; ++round) {
            ConnectionTree *tree = m_window->showConnections()->tree();
            tree->setCurrentName(QStringLiteral("Other"));
            QVERIFY(tree->currentIndex()
                        .siblingAtColumn(static_cast<int>(ConnectionColumn::Server))
                        .data()
                        .toString()
                        .contains(QStringLiteral("Not proven (verify-ca)")));
            openFromManager("Other");
            typePasswordAndWait();
            QVERIFY(m_window->topBar()->store()->text().contains(QStringLiteral("server not proven")));
            QVERIFY(m_window->topBar()->store()->accessibleDescription().contains(QStringLiteral("verify-ca")));
            QVERIFY(tlsRung() && !tlsRung()->holds);
            QVERIFY(theLockSays(QString::fromStdString(tlsRung()->statement)));
            m_window.reset();
            makeWindow();
        }
        QVERIFY(m_some->onDisk("Other")->tls == kept->tls); // with its date
    }

  private:
    QTemporaryDir m_files;
    TestAuthority m_authority{"Authority of the tests"};
    SimulatedClock m_clock;
    Theme m_theme{Scheme::Light};
    std::unique_ptr<PgDatabase> m_server;
    std::unique_ptr<SomeConnections> m_some;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestTlsWindow)
#include "tst_tls_window.moc"
