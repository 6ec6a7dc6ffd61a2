// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keyring/keyring_secrets.h"

#include "tests/core/vault/vault_fixture.h"
#include "tests/support/secret_service.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

/// The keyring of a desktop: a real Secret Service where EVENTSCOPE_TEST_KEYRING is "service", else none.
class TestKeyringSecrets : public QObject {
    Q_OBJECT

    std::unique_ptr<SecretService> m_service;
    QTemporaryDir m_home;
    SimulatedClock m_clock;
    KeyringSecrets m_always{KeyringSecrets::Keep::Always}, m_session{KeyringSecrets::Keep::Session};

    [[nodiscard]] std::string path(const char *name) const {
        return m_home.filePath(QLatin1String(name)).toStdString();
    }
    static std::string found(KeyringSecrets &in, const std::string &name) {
        const auto secret = must(in.find(name));
        return secret ? std::string(secret->view()) : "nothing";
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
        QTRY_VERIFY_WITH_TIMEOUT(m_always.find("x").has_value(), 30'000);
    }
    void cleanupTestCase() { m_service.reset(); }

    void withoutAServiceItSaysSoAndKeepsNothing() {
        if (m_service) return;
        for (KeyringSecrets *each : {&m_always, &m_session}) {
            const auto put = each->put("name", Secret(std::string("s3cret")));
            QCOMPARE(put.error().kind, ErrorKind::Unavailable);
            QVERIFY(describe(put.error()).starts_with("No keyring answers"));
            QVERIFY(describe(put.error()).find("s3cret") == std::string::npos);
            QCOMPARE(each->find("name").error().kind, ErrorKind::Unavailable);
            QCOMPARE(each->remove("name").error().kind, ErrorKind::Unavailable);
        }
        QVERIFY(!everythingIn(m_home.path()).contains("s3cret"));
    }

    /// Not even libsecret's own file, which a variable asks for.
    void noFileTakesItsPlace() {
        if (m_service) return;
        qputenv("SECRET_BACKEND", "file");
        qputenv("SECRET_FILE_TEST_PASSWORD", "x");
        QCOMPARE(m_always.put("name", Secret(std::string("s3cret"))).error().kind, ErrorKind::Unavailable);
        QVERIFY(!QFile::exists(m_home.filePath(QStringLiteral("keyrings"))));
    }

    void aVaultThatWantsItSaysSo() {
        if (m_service) return;
        const auto made = KeyVault::create(path("v"), {"s", UnlockBy::Both, kCheap}, password("p", &m_always), m_clock);
        QCOMPARE(made.error().kind, ErrorKind::Unavailable);
        QVERIFY(!QFile::exists(m_home.filePath(QStringLiteral("v"))));
    }

    void remembersReplacesAndForgets() {
        if (!m_service) return;
        for (KeyringSecrets *each : {&m_always, &m_session}) {
            QCOMPARE(found(*each, "a"), std::string("nothing"));
            must(each->put("a", Secret(std::string("one \xc3\xa9\nwith a second line"))));
            must(each->put("b", Secret(std::string("other"))));
            QCOMPARE(found(*each, "a"), std::string("one \xc3\xa9\nwith a second line"));
            must(each->put("a", Secret(std::string("two"))));
            QCOMPARE(found(*each, "a"), std::string("two"));
            must(each->remove("a"));
            QCOMPARE(found(*each, "a"), std::string("nothing"));
            QCOMPARE(found(*each, "b"), std::string("other"));
            must(each->remove("a"));
        }
    }

    void whatIsForTheSessionIsNotWhatStays() {
        if (!m_service) return;
        must(m_session.put("c", Secret(std::string("s3cret of the session"))));
        QCOMPARE(found(m_always, "c"), std::string("nothing"));
        must(m_always.put("c", Secret(std::string("s3cret that stays"))));
        must(m_session.remove("c"));
        QCOMPARE(found(m_always, "c"), std::string("s3cret that stays"));
        QVERIFY(!everythingIn(m_service->folder()).contains("s3cret"));
    }

    /// 5.4: an old copy of the file with the right passphrase is of no use after a rotation.
    void aVaultOpensWithPassphraseAndKeyringTogether() {
        if (!m_service) return;
        auto vault =
            must(KeyVault::create(path("v"), {"s", UnlockBy::Both, kCheap}, password("p", &m_always), m_clock));
        vault.reset();
        vault = must(KeyVault::open(path("v"), m_clock));
        QCOMPARE(vault->unlock(password("p")).error().kind, ErrorKind::Refused);
        QCOMPARE(vault->unlock(password("wrong", &m_always)).error().kind, ErrorKind::Refused);
        must(vault->unlock(password("p", &m_always)));
        QVERIFY(QFile::copy(m_home.filePath(QStringLiteral("v")), m_home.filePath(QStringLiteral("old"))));
        must(vault->rotate());
        vault.reset();
        vault = must(KeyVault::open(path("v"), m_clock));
        must(vault->unlock(password("p", &m_always)));
        const auto old = must(KeyVault::open(path("old"), m_clock));
        QCOMPARE(old->unlock(password("p", &m_always)).error().kind, ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestKeyringSecrets)
#include "tst_keyring_secrets.moc"
