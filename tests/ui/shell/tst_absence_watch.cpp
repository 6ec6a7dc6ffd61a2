// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/absence_watch.h"

#include "core/vault/store_vault.h"
#include "tests/support/private_bus.h"
#include "tests/ui/support/sealed_sample.h"
#include "tests/ui/support/shown_window.h"
#include "tests/ui/support/some_connections.h"
#include "ui/session/open_session.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"
#include "ui/shell/store_view.h"
#include "ui/shell/vault_locker.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QPointer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <fcntl.h>
#include <unistd.h>

using namespace eventscope;
using namespace eventscope::ui;
using eventscope::testing::PrivateBus;

namespace {

const QString kLogin = QStringLiteral("org.freedesktop.login1");
const QString kOurs = QStringLiteral("/org/freedesktop/login1/session/_32");
const QString kOther = QStringLiteral("/org/freedesktop/login1/session/_37");
const QString kSession = QStringLiteral("org.freedesktop.login1.Session");

/// What of login1 is asked.
class FakeLogin : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

  public:
    ~FakeLogin() override { forget(); }
    /// Nobody holds the machine awake any more.
    [[nodiscard]] bool maySleep() const {
        char byte = 0;
        return m_readEnd >= 0 && ::read(m_readEnd, &byte, 1) == 0;
    }
    [[nodiscard]] bool isHeld() const { return m_readEnd >= 0 && !maySleep(); }
    void forget() {
        if (m_readEnd >= 0) ::close(m_readEnd);
        m_readEnd = -1;
    }

    /// By what it knows our session; empty: by nothing.
    QString knownBy = QStringLiteral("pid");

  public Q_SLOTS:
    QDBusObjectPath GetSessionByPID(uint pid) {
        return knownBy == QLatin1String("pid") && pid == static_cast<uint>(::getpid()) ? QDBusObjectPath(kOurs)
                                                                                       : refuse();
    }
    QDBusObjectPath GetSession(const QString &id) { return knownBy == id ? QDBusObjectPath(kOurs) : refuse(); }
    QDBusUnixFileDescriptor Inhibit(const QString &what, const QString &, const QString &, const QString &mode) {
        int ends[2] = {-1, -1};
        if (what != QLatin1String("sleep") || mode != QLatin1String("delay") || ::pipe2(ends, O_NONBLOCK) != 0) {
            sendErrorReply(QDBusError::AccessDenied);
            return {};
        }
        forget();
        m_readEnd = ends[0];
        QDBusUnixFileDescriptor given;
        given.giveFileDescriptor(ends[1]);
        return given;
    }

  private:
    QDBusObjectPath refuse() {
        sendErrorReply(QStringLiteral("org.freedesktop.login1.NoSuchSession"), QStringLiteral("no such session"));
        return QDBusObjectPath(QStringLiteral("/"));
    }
    int m_readEnd = -1;
};

} // namespace

/// Signals of the desktop, as the window hears them; with buses where EVENTSCOPE_TEST_BUSES is "own", else without any.
class TestAbsenceWatch : public QObject {
    Q_OBJECT

    [[nodiscard]] bool hasBuses() const { return m_desktopBus.has_value(); }
    static void say(const QDBusConnection &as, const QString &path, const QString &interface, const char *signal,
                    const QVariantList &arguments = {}) {
        QDBusMessage message = QDBusMessage::createSignal(path, interface, QLatin1String(signal));
        message.setArguments(arguments);
        QVERIFY(as.send(message));
    }
    void saySleep(const QDBusConnection &as, bool isNear) const {
        say(as, QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
            "PrepareForSleep", {isNear});
    }
    void saySaver(const QString &name, bool isActive) {
        say(*m_saver, QLatin1Char('/') + QString(name).replace(QLatin1Char('.'), QLatin1Char('/')), name,
            "ActiveChanged", {isActive});
    }
    /// Whatever was said before has arrived when this is heard.
    void sayLast(const QSignalSpy &left) {
        const auto before = left.size();
        say(*m_login, kOurs, kSession, "Lock");
        QTRY_COMPARE(left.size(), before + 1);
        QTest::qWait(50); // from another bus
        QCOMPARE(left.size(), before + 1);
    }
    void makeWatch() {
        m_watch = std::make_unique<AbsenceWatch>(m_workers);
        QSignalSpy ready(m_watch.get(), &AbsenceWatch::ready);
        QTRY_COMPARE(ready.size(), 1);
    }

  private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_theme.apply(*qApp);
        qunsetenv("XDG_SESSION_ID");
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        if (qEnvironmentVariable("EVENTSCOPE_TEST_BUSES") != QLatin1String("own")) return;
        for (PrivateBus *bus : {&m_systemBus.emplace(), &m_desktopBus.emplace()}) {
            const QString problem = bus->start();
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
        }
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_systemBus->address());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_desktopBus->address());
        const auto connectTo = [](const PrivateBus &bus, const char *name) {
            return QDBusConnection::connectToBus(QString::fromUtf8(bus.address()), QLatin1String(name));
        };
        m_login.emplace(connectTo(*m_systemBus, "login"));
        m_stranger.emplace(connectTo(*m_systemBus, "stranger"));
        m_saver.emplace(connectTo(*m_desktopBus, "saver"));
        QVERIFY(m_login->registerObject(QStringLiteral("/org/freedesktop/login1"), &m_fake,
                                        QDBusConnection::ExportAllSlots));
        QVERIFY(m_login->registerService(kLogin));
        for (const char *name : {"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"})
            QVERIFY(m_saver->registerService(QLatin1String(name)));
    }
    void init() { m_fake.knownBy = QStringLiteral("pid"); }
    void cleanup() { m_watch.reset(); }
    void cleanupTestCase() {
        for (const char *name : {"login", "stranger", "saver"})
            QDBusConnection::disconnectFromBus(QLatin1String(name));
    }

    void withoutABusNothingIsSaid() {
        if (hasBuses()) return;
        makeWatch();
        const QSignalSpy left(m_watch.get(), &AbsenceWatch::left);
        m_watch->letSleep();
        QCOMPARE(left.size(), 0);
    }

    void aLockedScreenIsHeard_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("freedesktop") << QStringLiteral("org.freedesktop.ScreenSaver");
        QTest::newRow("GNOME") << QStringLiteral("org.gnome.ScreenSaver");
    }
    void aLockedScreenIsHeard() {
        if (!hasBuses()) return;
        QFETCH(const QString, name);
        makeWatch();
        const QSignalSpy left(m_watch.get(), &AbsenceWatch::left);
        saySaver(name, true);
        QTRY_COMPARE(left.size(), 1);
        saySaver(name, false); // somebody is back
        sayLast(left);
    }

    void ourSessionIsHeard_data() {
        QTest::addColumn<QString>("knownBy");
        QTest::newRow("of this process") << QStringLiteral("pid");
        QTest::newRow("of the variable") << QStringLiteral("7");
        QTest::newRow("what login1 takes for it") << QStringLiteral("auto");
    }
    void ourSessionIsHeard() {
        if (!hasBuses()) return;
        QFETCH(const QString, knownBy);
        m_fake.knownBy = knownBy;
        if (knownBy == QLatin1String("7")) qputenv("XDG_SESSION_ID", "7");
        makeWatch();
        qunsetenv("XDG_SESSION_ID");
        const QSignalSpy left(m_watch.get(), &AbsenceWatch::left);
        say(*m_login, kOther, kSession, "Lock"); // somebody else at this computer
        say(*m_login, kOurs, kSession, "Unlock");
        say(*m_stranger, kOurs, kSession, "Lock"); // who is not login1
        sayLast(left);
    }

    void withoutASessionTheOthersAreHeard() {
        if (!hasBuses()) return;
        m_fake.knownBy.clear();
        makeWatch();
        const QSignalSpy left(m_watch.get(), &AbsenceWatch::left);
        say(*m_login, kOurs, kSession, "Lock");
        saySleep(*m_login, true);
        QTRY_COMPARE(left.size(), 1);
        saySleep(*m_login, false);
    }

    /// Which waits until it may.
    void sleepIsHeard() {
        if (!hasBuses()) return;
        makeWatch();
        QVERIFY(m_fake.isHeld());
        const QSignalSpy left(m_watch.get(), &AbsenceWatch::left);
        m_watch->letSleep(); // it is not about to sleep
        QVERIFY(m_fake.isHeld());
        saySleep(*m_stranger, true);
        saySleep(*m_login, true);
        QTRY_COMPARE(left.size(), 1);
        QVERIFY(m_fake.isHeld());
        m_watch->letSleep();
        QTRY_VERIFY(m_fake.maySleep());
        saySleep(*m_login, false);
        QTRY_VERIFY(m_fake.isHeld()); // for the next time
        sayLast(left);
        m_watch.reset();
        QTRY_VERIFY(m_fake.maySleep());
    }

    void aLeftDeskLocksTheVault_data() {
        QTest::addColumn<QString>("by");
        for (const char *by : {"sleep", "session", "org.gnome.ScreenSaver"})
            QTest::newRow(by) << QString::fromUtf8(by);
    }
    void aLeftDeskLocksTheVault() {
        if (!hasBuses()) return;
        QFETCH(const QString, by);
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("s.evdb"));
        const auto made = makeSmallSealedSample(file.toStdString());
        QVERIFY2(made, made ? "" : describe(made.error()).c_str());
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        const auto door = [](const StoreAccess &access, const JobControl &job) -> Result<OpenedStore> {
            ES_ASSIGN(opened, openForBrowsing(access, {}, job));
            unlockSample(opened);
            return opened;
        };
        MainWindow window(m_workers, m_theme, settings, m_connections.all(), Doors{door, {}, {}});
        QSignalSpy ready(window.findChild<VaultLocker *>()->absence(), &AbsenceWatch::ready);
        showActive(window);
        window.open(file);
        QTRY_VERIFY(window.front() && window.session()->isLoaded() && !ready.isEmpty());
        const auto vault = window.front()->opened().protection.vault;
        const QPointer<StoreView> before = window.front();
        saySaver(QStringLiteral("org.gnome.ScreenSaver"), false);
        say(*m_login, kOther, kSession, "Lock");
        QTest::qWait(50);
        QVERIFY(before && vault->isUnlocked());
        if (by == QLatin1String("sleep"))
            saySleep(*m_login, true);
        else if (by == QLatin1String("session"))
            say(*m_login, kOurs, kSession, "Lock");
        else
            saySaver(by, true);
        QTRY_VERIFY(!before && window.front() && !vault->isUnlocked());
        if (by == QLatin1String("sleep")) QTRY_VERIFY(m_fake.maySleep());
        saySleep(*m_login, false);
    }

  private:
    Theme m_theme{Scheme::Light};
    Workers m_workers;
    SomeConnections m_connections;
    FakeLogin m_fake;
    std::optional<PrivateBus> m_systemBus, m_desktopBus;
    std::optional<QDBusConnection> m_login, m_stranger, m_saver;
    std::unique_ptr<AbsenceWatch> m_watch;
};

QTEST_MAIN(TestAbsenceWatch)
#include "tst_absence_watch.moc"
