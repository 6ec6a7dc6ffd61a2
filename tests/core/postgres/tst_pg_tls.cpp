// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_read_pool.h"
#include "tests/core/postgres/pg_fixture.h"
#include "tests/support/greedy_server.h"
#include "tests/support/test_certificates.h"

#include <QTemporaryDir>

using namespace eventscope;

namespace {

constexpr const char *kMarker = "MARKER-of-the-reader";

/// What the server uses, in words of the table below.
const QByteArray kGood = "good";

} // namespace

/// Who may be trusted: over a network a server must prove who it is, and the password goes to nobody else.
class TestPgTls : public PgFixture {
    Q_OBJECT

    QTemporaryDir m_files;
    TestAuthority m_authority{"Authority of the tests"};
    TestAuthority m_stranger{"A stranger"};
    QByteArray m_serverNow;

    std::string rootFile() const { return m_files.filePath(QStringLiteral("root.crt")).toStdString(); }
    /// A server at `port` that calls itself localhost.
    std::string at(int port) const {
        return "host=localhost hostaddr=127.0.0.1 port=" + std::to_string(port) +
               " user=reader dbname=postgres sslrootcert=" + rootFile();
    }
    static Result<PgConnection> open(const std::string &address, const PgOptions &options = {}) {
        ES_ASSIGN(parsed, PgAddress::parse(address));
        return PgConnection::open(parsed, options, JobControl());
    }
    TestCertificate certificate(const QByteArray &which) const {
        if (which == "stranger's") return m_stranger.issue("localhost");
        if (which == "other name") return m_authority.issue("db.example");
        if (which == "expired") return m_authority.issue("localhost", {.fromDays = -30, .toDays = -1});
        if (which == "not yet") return m_authority.issue("localhost", {.fromDays = 2, .toDays = 30});
        if (which == "self-signed") return TestAuthority::selfSigned("localhost");
        return m_authority.issue("localhost");
    }
    /// The real server with that certificate ("plain": without TLS) and that method of pg_hba.conf.
    void serve(const QByteArray &which, const QByteArray &method) {
        if (m_serverNow == which + method) return;
        const TestCertificate own = certificate(which);
        const QByteArray type = which == "plain" ? "host" : "hostssl";
        QVERIFY(s_server->putFile(QStringLiteral("test.crt"), own.certificate));
        QVERIFY(s_server->putFile(QStringLiteral("test.key"), own.key));
        QVERIFY(s_server->putFile(QStringLiteral("pg_hba.conf"),
                                  "local all all trust\n" + type + " all all 127.0.0.1/32 " + method + "\n"));
        QString why;
        const QByteArray on = which == "plain" ? "off" : "on";
        QVERIFY2(s_server->configure("ssl = " + on +
                                         "\nssl_cert_file = 'test.crt'\nssl_key_file = 'test.key'\n"
                                         "log_connections = on",
                                     &why),
                 qPrintable(why));
        m_serverNow = which + method;
    }
    static qsizetype logins() { return s_server->log().count("connection authorized: user=reader"); }

  private Q_SLOTS:
    void initTestCase() {
        PgFixture::initTestCase();
        QFile root(m_files.filePath(QStringLiteral("root.crt")));
        QVERIFY(root.open(QIODevice::WriteOnly));
        root.write(m_authority.certificate());
        PgConnection owner = opened(writing());
        const std::string password = std::string(" PASSWORD '") + kMarker + "'";
        answer(owner, "CREATE ROLE reader LOGIN" + password);
        qputenv("PGPASSWORD", kMarker);
        qputenv("PGSSLMODE", "disable"); // counts for nothing
    }
    void cleanupTestCase() {
        qunsetenv("PGPASSWORD");
        qunsetenv("PGSSLMODE");
        PgFixture::cleanupTestCase();
    }

    void whoProvesNothingGetsNothing_data() {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("cause");
        QTest::addColumn<QByteArray>("remedy");
        const QByteArray scram = "scram-sha-256";
        QTest::newRow("wrong authority") << QByteArray("stranger's") << scram << QByteArray("issued by /CN=A stranger")
                                         << QByteArray("sslrootcert=");
        QTest::newRow("wrong name") << QByteArray("other name") << scram << QByteArray("for another name")
                                    << QByteArray("hostaddr");
        QTest::newRow("expired") << QByteArray("expired") << scram << QByteArray("expired on 20")
                                 << QByteArray("renew");
        QTest::newRow("not yet valid") << QByteArray("not yet") << scram << QByteArray("not valid before 20")
                                       << QByteArray("clock");
        QTest::newRow("self-signed") << QByteArray("self-signed") << scram << QByteArray("signed by itself")
                                     << QByteArray("sslrootcert=");
        QTest::newRow("plain") << QByteArray("plain") << scram << QByteArray("does not encrypt")
                               << QByteArray("ssl = on");
        QTest::newRow("in the clear") << kGood << QByteArray("password") << QByteArray("was not sent")
                                      << QByteArray("scram-sha-256");
        QTest::newRow("by MD5") << kGood << QByteArray("md5") << QByteArray("was not sent")
                                << QByteArray("scram-sha-256");
    }
    void whoProvesNothingGetsNothing() {
        QFETCH(QByteArray, certificate);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, cause);
        QFETCH(QByteArray, remedy);
        if (method == "md5") {
            PgConnection owner = opened(writing());
            answer(owner, "SET password_encryption = 'md5'");
            answer(owner, std::string("ALTER ROLE reader PASSWORD '") + kMarker + "'");
        }
        serve(certificate, method);
        const qsizetype before = logins();
        const auto connection = open(at(s_server->port()));
        QVERIFY(!connection);
        const std::string text = describe(connection.error());
        QVERIFY2(connection.error().kind == ErrorKind::Refused, text.c_str());
        QVERIFY2(connection.error().message.find(cause.toStdString()) != std::string::npos, text.c_str());
        QVERIFY2(connection.error().hint.find(remedy.toStdString()) != std::string::npos, text.c_str());
        QVERIFY2(text.find(kMarker) == std::string::npos, text.c_str());
        QCOMPARE(logins(), before);
        if (method == "md5") {
            PgConnection owner = opened(writing());
            answer(owner, "SET password_encryption = 'scram-sha-256'");
            answer(owner, std::string("ALTER ROLE reader PASSWORD '") + kMarker + "'");
        }
    }

    void thePasswordIsNeverGivenAway_data() {
        QTest::addColumn<int>("asks");
        QTest::newRow("in the clear") << static_cast<int>(GreedyServer::Asks::InTheClear);
        QTest::newRow("by MD5") << static_cast<int>(GreedyServer::Asks::ByMd5);
        QTest::newRow("by SCRAM without binding") << static_cast<int>(GreedyServer::Asks::ByScramWithoutBinding);
    }
    void thePasswordIsNeverGivenAway() {
        QFETCH(int, asks);
        const GreedyServer server(m_authority.issue("localhost"), static_cast<GreedyServer::Asks>(asks));
        const auto connection = open(at(server.port()));
        QVERIFY(!connection);
        const std::string text = describe(connection.error());
        QVERIFY2(connection.error().kind == ErrorKind::Refused, text.c_str());
        QVERIFY2(text.find("password") != std::string::npos, text.c_str());
        QTRY_VERIFY(!server.heard().empty());
        for (const QByteArray &heard : server.heard()) {
            QVERIFY(heard.contains("reader")); // it is the true connection
            QVERIFY(!heard.contains(kMarker));
            QVERIFY(!heard.contains(GreedyServer::md5Answer("reader", kMarker)));
            QVERIFY(!heard.contains("n,,n=")); // SCRAM's first message without binding
        }
    }

    /// Where the server of a certificate that proves nothing asks in the clear, it does not even learn who comes.
    void aStrangerHearsNothing() {
        const GreedyServer server(m_stranger.issue("localhost"), GreedyServer::Asks::InTheClear);
        QVERIFY(!open(at(server.port())));
        for (const QByteArray &heard : server.heard())
            QVERIFY(heard.isEmpty());
    }

    void withoutAuthoritiesNobodyIsTrusted() {
        serve(kGood, "scram-sha-256");
        const auto connection = open(at(s_server->port()) + "-missing");
        QVERIFY(!connection);
        QCOMPARE(connection.error().kind, ErrorKind::Refused);
        QVERIFY(connection.error().message.find("no file of authorities") != std::string::npos);
        QVERIFY(connection.error().hint.find("root.crt") != std::string::npos);
    }

    void whoProvesItIsTrusted() {
        serve(kGood, "scram-sha-256");
        const auto connection = open(at(s_server->port()));
        QVERIFY2(connection, connection ? "" : describe(connection.error()).c_str());
        QVERIFY(connection->tls() == (PgTls{.proof = PgTls::Proof::Verified, .isEncrypted = true}));
        const auto wrong = open(at(s_server->port()) + " password=hush");
        QVERIFY(!wrong);
        QVERIFY(wrong.error().detail.find("28P01") != std::string::npos);
        QVERIFY(describe(wrong.error()).find("hush") == std::string::npos);
    }

    /// A server that lets us in without a password needs none that could be bound.
    void whoAsksForNothingIsTrusted() {
        serve(kGood, "trust");
        const auto connection = open(at(s_server->port()));
        QVERIFY2(connection, connection ? "" : describe(connection.error()).c_str());
        QVERIFY(connection->tls() == (PgTls{.proof = PgTls::Proof::Verified, .isEncrypted = true}));
    }

    void aRememberedExceptionConnectsAndIsShown() {
        serve("self-signed", "scram-sha-256");
        auto address = PgAddress::parse(at(s_server->port()) + "-missing").value();
        QVERIFY(!PgConnection::open(address, pgOptionsFor(address), JobControl()));
        address.weakenTls("require", timeOfUs(1'772'625'603'881'902));
        const auto connection = PgConnection::open(address, pgOptionsFor(address), JobControl());
        QVERIFY2(connection, connection ? "" : describe(connection.error()).c_str());
        const PgTls tls = connection->tls();
        QCOMPARE(tls.proof, PgTls::Proof::Weaker);
        QVERIFY(tls.isEncrypted);
        QCOMPARE(tls.mode, std::string("require"));
        QVERIFY(tls.since == timeOfUs(1'772'625'603'881'902));
        // The exception is for the proof, not for how the password is given.
        const GreedyServer greedy(m_stranger.issue("localhost"), GreedyServer::Asks::InTheClear);
        auto other = PgAddress::parse(at(greedy.port()) + " sslmode=require").value();
        QVERIFY(!PgConnection::open(other, pgOptionsFor(other), JobControl()));
        for (const QByteArray &heard : greedy.heard())
            QVERIFY(!heard.contains(kMarker));
    }

    void theUserMayTrustAPooler() {
        serve(kGood, "md5"); // the role has a SCRAM verifier, so this is SCRAM
        const auto connection = open(at(s_server->port()) + " channel_binding=prefer");
        QVERIFY2(connection, connection ? "" : describe(connection.error()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestPgTls)
#include "tst_pg_tls.moc"
