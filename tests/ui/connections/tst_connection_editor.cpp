// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/some_connections.h"
#include "ui/connections/address_editor.h"
#include "ui/connections/connection_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <atomic>

using namespace eventscope;
using namespace eventscope::ui;

/// One connection, as it is made and changed by keys and clicks.
class TestConnectionEditor : public QObject {
    Q_OBJECT

    template <class T>
    [[nodiscard]] T *part(const char *accessibleName) const {
        for (T *widget : m_editor->findChildren<T *>()) {
            if (widget->accessibleName() == QLatin1String(accessibleName)) return widget;
        }
        qFatal("No part is called %s", accessibleName);
    }
    [[nodiscard]] QCheckBox *box(const char *beginning) const {
        for (QCheckBox *widget : m_editor->findChildren<QCheckBox *>()) {
            if (widget->text().startsWith(QLatin1String(beginning))) return widget;
        }
        qFatal("No box begins with %s", beginning);
    }
    void type(const char *accessibleName, const char *text) {
        auto *line = part<QLineEdit>(accessibleName);
        line->setFocus();
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, QString::fromUtf8(text));
    }
    void choose(const char *accessibleName, int row) {
        auto *list = part<QComboBox>(accessibleName);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Home);
        for (int i = 0; i < row; ++i)
            QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(list->currentIndex(), row);
    }
    void toggle(QCheckBox *which) { QTest::mouseClick(which, Qt::LeftButton, {}, QPoint(8, which->height() / 2)); }
    [[nodiscard]] QPushButton *save() const {
        return m_editor->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    }
    void edit(const Connection &connection = {}, const QString &editing = {}) {
        m_editor =
            new ConnectionEditor(*m_workers, m_theme, m_some->all(), m_tester, connection, editing, m_window.get());
        m_editor->open();
        QVERIFY(QTest::qWaitForWindowExposed(m_editor));
    }
    void saveAndExpect(const char *name) {
        QVERIFY2(save()->isEnabled(), qPrintable(m_editor->problems().join(QLatin1Char('\n'))));
        const QSignalSpy saved(m_editor, &ConnectionEditor::saved);
        QTest::mouseClick(save(), Qt::LeftButton);
        QTRY_COMPARE(saved.count(), 1);
        QVERIFY(m_some->onDisk(name)); // on disk
    }

  private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }
    void init() {
        m_some = std::make_unique<SomeConnections>();
        m_workers = std::make_unique<Workers>();
        m_window = std::make_unique<QWidget>();
        m_window->show();
        m_tester = [](const Connection &connection) -> Call<StoreReport> {
            return [name = connection.name](const JobControl &) -> Result<StoreReport> {
                StoreReport report;
                report.info.layout = "layout of " + name;
                report.info.readOnly.evidence = {{"type", "no way to write", true}, {"role", "could write", false}};
                return report;
            };
        };
    }
    void cleanup() {
        m_window.reset();
        m_workers.reset();
        m_some.reset();
    }

    void fromHostAndDatabase() {
        edit();
        QVERIFY(!save()->isEnabled());
        QVERIFY(part<QLineEdit>("Name of the connection")->hasFocus());
        type("Name of the connection", "Shop");
        type("Host", "db.example.org");
        type("Port", "5433");
        type("Database", "shop & co");
        type("User", "ada");
        QCOMPARE(m_editor->connection().address, std::string("postgresql://ada@db.example.org:5433/shop%20%26%20co"));
        choose("Environment", 3);
        saveAndExpect("Shop");
        const Connection saved = *m_some->all().find(QStringLiteral("Shop"));
        QVERIFY(saved.environment == Environment::Production);
        QVERIFY(!saved.mayWrite && !saved.tls && saved.folder.empty());
    }

    void fromAnAddressAServiceAndTheEnvironment() {
        edit();
        type("Name of the connection", "Shop");
        choose("How the store is reached", 1);
        type("Address or path", "/data/shop.evdb");
        QCOMPARE(m_editor->connection().address, std::string("/data/shop.evdb"));
        QVERIFY(!box("Connect even")->isVisible()); // a file has nobody to prove anything
        choose("How the store is reached", 2);
        type("Service", "shop");
        QCOMPARE(m_editor->connection().address, std::string("postgresql:///?service=shop"));
        QVERIFY(box("Connect even")->isVisible());
        choose("How the store is reached", 3);
        QCOMPARE(m_editor->connection().address, std::string("postgresql:///"));
        QVERIFY(save()->isEnabled());
    }

    void formsTakeOverWhatTheyCanSay() {
        edit();
        choose("How the store is reached", 1);
        type("Address or path", "postgresql://ada@db:5433/shop?connect_timeout=5");
        choose("How the store is reached", 0);
        QCOMPARE(part<QLineEdit>("Host")->text(), QStringLiteral("db"));
        QCOMPARE(part<QLineEdit>("More settings")->text(), QStringLiteral("connect_timeout=5"));
        type("Host", "db2");
        choose("How the store is reached", 3);
        choose("How the store is reached", 1);
        QCOMPARE(part<QLineEdit>("Address or path")->text(),
                 QStringLiteral("postgresql://ada@db2:5433/shop?connect_timeout=5"));
    }

    void whatIsWrongIsSaidBelow_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *title, const char *name, const char *address, const char *said) {
            QTest::newRow(title) << QString::fromUtf8(name) << QString::fromUtf8(address) << QString::fromUtf8(said);
        };
        row("taken", "Till", "/a.evdb", "already");
        row("slash", "a/b", "/a.evdb", "cannot be the name");
        row("relative", "Shop", "shop.evdb", "whole path");
        row("password", "Shop", "postgresql://ada:s3cret@db/shop", "password");
        row("password as setting", "Shop", "postgresql://db/shop?password=s3cret", "password");
        row("weak", "Shop", "postgresql://db/shop?sslmode=require", "sslmode=require");
        row("unknown", "Shop", "kurrent://db", "kurrent");
    }
    void whatIsWrongIsSaidBelow() {
        QFETCH(QString, name);
        QFETCH(QString, address);
        QFETCH(QString, said);
        m_some->add("Till", "", "memory:");
        edit();
        type("Name of the connection", name.toUtf8());
        choose("How the store is reached", 1);
        type("Address or path", address.toUtf8());
        const QString all = m_editor->problems().join(QLatin1Char('\n'));
        QVERIFY2(all.contains(said, Qt::CaseInsensitive), qPrintable(all));
        QVERIFY(!all.contains(QStringLiteral("s3cret")));
        QVERIFY(!save()->isEnabled());
        QTest::keyClick(m_editor, Qt::Key_Return);
        QVERIFY(m_editor->isVisible());
    }

    void nobodyIsToldOffForEmptyFields() {
        edit();
        for (const QLabel *label : m_editor->findChildren<QLabel *>())
            QVERIFY(!label->isVisible() || !label->text().contains(QStringLiteral("no name")));
    }

    void aWeakerTlsIsChosenOnPurposeAndDated() {
        edit();
        type("Name of the connection", "Shop");
        type("Host", "db");
        QVERIFY(!m_editor->connection().tls);
        QVERIFY(!part<QComboBox>("What is asked of the server instead")->isVisible());
        toggle(box("Connect even"));
        QVERIFY(part<QComboBox>("What is asked of the server instead")->isVisible());
        choose("What is asked of the server instead", 4);
        saveAndExpect("Shop");
        const Connection saved = *m_some->all().find(QStringLiteral("Shop"));
        QVERIFY(saved.tls && saved.tls->mode == "disable");
        QVERIFY(SystemClock().now() - saved.tls->since < std::chrono::hours(1));
    }

    void theDateOfTheExceptionStays() {
        Connection before;
        before.name = "Shop";
        before.address = "postgresql://db/shop";
        before.tls = TlsException{"require", timeOfUs(1'700'000'000'000'000)};
        QVERIFY(m_some->put(before));
        edit(before, QStringLiteral("Shop"));
        type("User", "ada");
        QVERIFY(m_editor->connection().tls == before.tls);
        choose("What is asked of the server instead", 0);
        QVERIFY(m_editor->connection().tls->since > before.tls->since);
        toggle(box("Connect even"));
        QVERIFY(!m_editor->connection().tls);
    }

    void productionBeginsReadOnly() {
        edit();
        type("Name of the connection", "Shop");
        type("Host", "db");
        toggle(box("May write"));
        QVERIFY(m_editor->connection().mayWrite);
        choose("Environment", 3);
        QVERIFY(!m_editor->connection().mayWrite && !box("May write")->isEnabled());
        saveAndExpect("Shop");
        // The second, deliberate step.
        edit(*m_some->all().find(QStringLiteral("Shop")), QStringLiteral("Shop"));
        toggle(box("May write"));
        saveAndExpect("Shop");
        QVERIFY(m_some->all().find(QStringLiteral("Shop"))->mayWrite);
    }

    void renamingKeepsOneEntry() {
        m_some->add("Shop", "Payments", "/a.evdb", Environment::Test);
        edit(*m_some->all().find(QStringLiteral("Shop")), QStringLiteral("Shop"));
        QVERIFY(save()->isEnabled());
        type("Name of the connection", "Shop of Ghent");
        auto *folder = part<QComboBox>("Folder");
        folder->lineEdit()->selectAll();
        QTest::keyClicks(folder->lineEdit(), QStringLiteral("Payments/EU"));
        saveAndExpect("Shop of Ghent");
        QCOMPARE(m_some->all().all().size(), std::size_t{1});
        QCOMPARE(m_some->all().all().front().folder, std::string("Payments/EU"));
    }

    void theTestSaysWhatItFound() {
        edit();
        type("Name of the connection", "Shop");
        type("Host", "db");
        auto *button = part<QPushButton>("Test the connection");
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(m_editor->test()->outcome());
        const QString said = m_editor->test()->lines().join(QLatin1Char('\n'));
        QVERIFY2(said.contains(QStringLiteral("layout of Shop")) && said.contains(QStringLiteral("could write")),
                 qPrintable(said));
        QVERIFY(button->isEnabled());
    }

    void theTestSaysWhatIsWrongAndWhatToDo() {
        m_tester = [](const Connection &) -> Call<StoreReport> {
            return [](const JobControl &) -> Result<StoreReport> {
                return fail(ErrorKind::Unavailable, "The server does not answer", "Is it running?");
            };
        };
        edit();
        type("Host", "db");
        QTest::mouseClick(part<QPushButton>("Test the connection"), Qt::LeftButton);
        QTRY_VERIFY(m_editor->test()->outcome() == false);
        QCOMPARE(m_editor->test()->lines().constFirst(), QStringLiteral("The server does not answer"));
        QVERIFY(m_editor->test()->lines().contains(QStringLiteral("Is it running?")));
    }

    void theTestCanBeCancelled() {
        std::atomic<bool> running = false;
        m_tester = [&running](const Connection &) -> Call<StoreReport> {
            return [&running](const JobControl &job) -> Result<StoreReport> {
                running = true;
                while (!job.stopRequested())
                    QThread::yieldCurrentThread();
                return cancelled();
            };
        };
        edit();
        type("Host", "db");
        QTest::mouseClick(part<QPushButton>("Test the connection"), Qt::LeftButton);
        QTRY_VERIFY(running);
        QVERIFY(!part<QPushButton>("Test the connection")->isEnabled());
        QTest::mouseClick(part<QPushButton>("Cancel the test"), Qt::LeftButton);
        QTRY_VERIFY(!m_editor->test()->isRunning());
        QVERIFY(!m_editor->test()->outcome());
        QTRY_VERIFY(part<QPushButton>("Test the connection")->isEnabled());
    }

    void closingDuringATestStopsIt() {
        std::atomic<bool> running = false;
        std::atomic<bool> ended = false;
        m_tester = [&](const Connection &) -> Call<StoreReport> {
            return [&](const JobControl &job) -> Result<StoreReport> {
                running = true;
                while (!job.stopRequested())
                    QThread::yieldCurrentThread();
                ended = true;
                return cancelled();
            };
        };
        edit();
        type("Host", "db");
        QTest::mouseClick(part<QPushButton>("Test the connection"), Qt::LeftButton);
        QTRY_VERIFY(running);
        QTest::keyClick(m_editor, Qt::Key_Escape);
        QTRY_VERIFY(ended);
    }

    void tabGoesThroughTheFieldsInTheirOrder() {
        edit();
        QStringList visited;
        for (int i = 0; i < 30 && QApplication::focusWidget(); ++i) {
            QWidget *now = QApplication::focusWidget();
            if (!now->accessibleName().isEmpty() && !visited.contains(now->accessibleName()))
                visited += now->accessibleName();
            QTest::keyClick(now, Qt::Key_Tab);
        }
        const QStringList order{QStringLiteral("Name of the connection"),
                                QStringLiteral("Folder"),
                                QStringLiteral("How the store is reached"),
                                QStringLiteral("Host"),
                                QStringLiteral("Port"),
                                QStringLiteral("Database"),
                                QStringLiteral("User"),
                                QStringLiteral("More settings"),
                                QStringLiteral("Environment")};
        qsizetype last = -1;
        for (const QString &name : order) {
            const auto at = visited.indexOf(name);
            QVERIFY2(at > last, qPrintable(name + QStringLiteral(" in ") + visited.join(QLatin1Char(','))));
            last = at;
        }
    }

    void fitsTheSmallestWindow() {
        edit();
        type("Host", "db");
        toggle(box("Connect even"));
        QCoreApplication::processEvents();
        QVERIFY2(m_editor->minimumSizeHint().height() <= 640 && m_editor->minimumSizeHint().width() <= 1024,
                 qPrintable(QStringLiteral("%1x%2")
                                .arg(m_editor->minimumSizeHint().width())
                                .arg(m_editor->minimumSizeHint().height())));
    }

  private:
    Theme m_theme{Scheme::Light};
    ConnectionTest::Tester m_tester;
    std::unique_ptr<SomeConnections> m_some;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<QWidget> m_window;
    QPointer<ConnectionEditor> m_editor;
};

QTEST_MAIN(TestConnectionEditor)
#include "tst_connection_editor.moc"
