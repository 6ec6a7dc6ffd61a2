// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/desktop_keyring.h"

#include "tests/support/secret_service.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;
using namespace eventscope::ui;

namespace {

constexpr int kPatienceMs = 30'000;
const QByteArray kPassword = "s3cret of ada \xc3\xa9\nwith a second line";

} // namespace

/// The keyring of the desktop: with a real Secret Service where EVENTSCOPE_TEST_KEYRING is "service", else without any.
class TestKeyring : public QObject {
    Q_OBJECT

    const KeyringEntry m_ada{QStringLiteral("shop"), QStringLiteral("ada@db:5432/shop")};
    std::unique_ptr<SecretService> m_service;
    QTemporaryDir m_home;
    DesktopKeyring m_keyring;

    void store(const KeyringEntry &entry, const QByteArray &password, std::optional<Result<void>> &done) {
        m_keyring.store(entry, Secret(password.toStdString()), [&](const Result<void> &outcome) { done = outcome; });
        QTRY_VERIFY_WITH_TIMEOUT(done, kPatienceMs);
    }
    void forget(const QString &connection, std::optional<Result<void>> &done) {
        m_keyring.forget(connection, [&](const Result<void> &outcome) { done = outcome; });
        QTRY_VERIFY_WITH_TIMEOUT(done, kPatienceMs);
    }
    void read(const KeyringEntry &entry, std::optional<Result<QByteArray>> &found) {
        found.reset();
        m_keyring.read(entry, [&](Result<std::optional<Secret>> password) {
            if (!password)
                found = fail(password.error());
            else
                found = *password ? QByteArray((*password)->bytes()) : QByteArray();
        });
        QTRY_VERIFY_WITH_TIMEOUT(found, kPatienceMs);
    }

  private Q_SLOTS:
    void initTestCase() {
        if (qEnvironmentVariable("EVENTSCOPE_TEST_KEYRING") != QLatin1String("service")) {
            for (const char *variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"})
                qputenv(variable, m_home.path().toUtf8());
            qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
            return;
        }
        m_service = std::make_unique<SecretService>();
        const QString problem = m_service->start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        // Its name appears on the bus some time after it was started.
        std::optional<Result<QByteArray>> found;
        QElapsedTimer waited;
        for (waited.start(); (!found || !*found) && !waited.hasExpired(kPatienceMs);)
            read(m_ada, found);
        QVERIFY2(*found, "gnome-keyring-daemon never gets ready");
    }
    void cleanupTestCase() { m_service.reset(); }

    void withoutAServiceItSaysSoAndKeepsNothing() {
        if (m_service) return;
        std::optional<Result<void>> stored;
        store(m_ada, kPassword, stored);
        QVERIFY(!*stored);
        QVERIFY(stored->error().kind == ErrorKind::Unavailable);
        QVERIFY(describe(stored->error()).starts_with("No keyring answers"));
        QVERIFY(describe(stored->error()).find("s3cret") == std::string::npos);
        std::optional<Result<QByteArray>> found;
        read(m_ada, found);
        QVERIFY(!*found);
        std::optional<Result<void>> forgotten;
        forget(m_ada.connection, forgotten);
        QVERIFY(!*forgotten);
        QVERIFY(!everythingIn(m_home.path()).contains("s3cret"));
    }

    void remembersAndForgets() {
        if (!m_service) return;
        std::optional<Result<QByteArray>> before;
        read(m_ada, before);
        QVERIFY2(*before, before->has_value() ? "" : describe(before->error()).c_str());
        QVERIFY((*before)->isEmpty());
        std::optional<Result<void>> stored;
        store(m_ada, kPassword, stored);
        QVERIFY2(*stored, stored->has_value() ? "" : describe(stored->error()).c_str());
        std::optional<Result<QByteArray>> found;
        read(m_ada, found);
        QCOMPARE(found->value(), kPassword);
        std::optional<Result<void>> forgotten;
        forget(m_ada.connection, forgotten);
        QVERIFY(*forgotten);
        std::optional<Result<QByteArray>> after;
        read(m_ada, after);
        QVERIFY(after->value().isEmpty());
        std::optional<Result<void>> again;
        forget(m_ada.connection, again);
        QVERIFY(*again);
    }

    void aPasswordIsForItsLoginOnly() {
        if (!m_service) return;
        std::optional<Result<void>> stored;
        store(m_ada, kPassword, stored);
        std::optional<Result<QByteArray>> elsewhere;
        read({m_ada.connection, QStringLiteral("ada@evil:5432/shop")}, elsewhere);
        QVERIFY(elsewhere->value().isEmpty());
        // The last one counts.
        std::optional<Result<void>> replaced;
        store(m_ada, "another", replaced);
        std::optional<Result<QByteArray>> found;
        read(m_ada, found);
        QCOMPARE(found->value(), QByteArray("another"));
    }

    void nothingLiesOnDiskInClear() {
        if (!m_service) return;
        std::optional<Result<void>> stored;
        store(m_ada, kPassword, stored);
        QVERIFY(*stored);
        QVERIFY(!everythingIn(m_service->folder()).contains("s3cret"));
    }

    void anAnswerAfterItsEndIsNotAwaited() {
        auto keyring = std::make_unique<DesktopKeyring>();
        bool called = false;
        keyring->read(m_ada, [&](const Result<std::optional<Secret>> &) { called = true; });
        keyring.reset();
        std::optional<Result<QByteArray>> other;
        read(m_ada, other);
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(TestKeyring)
#include "tst_keyring.moc"
