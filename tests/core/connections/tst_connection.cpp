// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connection.h"

#include <QtTest/QtTest>

using namespace eventscope;

namespace {

Connection shop() {
    return {.name = "shop", .folder = "Payments/EU", .address = "postgresql://reader@db.example/shop"};
}

} // namespace

class TestConnection : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void environmentsHaveWords() {
        for (const auto environment :
             {Environment::Unmarked, Environment::Development, Environment::Test, Environment::Production}) {
            const auto parsed = parseEnvironment(name(environment));
            QVERIFY(parsed && *parsed == environment);
        }
        for (const char *word : {"", "prod", "Production", "production ", "staging"}) {
            const auto parsed = parseEnvironment(word);
            QVERIFY(!parsed && parsed.error().kind == ErrorKind::Invalid);
            QVERIFY(parsed.error().hint.find("production") != std::string::npos);
        }
    }

    void anyKindOfStoreCanBeKept_data() {
        QTest::addColumn<QString>("address");
        for (const char *address : {"postgresql://reader@db.example:5433/shop#public.events", "postgresql://",
                                    "postgresql:///?service=shop", "/data/shop.evdb", "sqlite:/data/shop.evdb",
                                    "file:/data/events.jsonl", "file:///data/events.jsonl", "memory:"})
            QTest::newRow(address) << QString::fromLatin1(address);
    }
    void anyKindOfStoreCanBeKept() {
        QFETCH(QString, address);
        Connection connection = shop();
        connection.address = address.toStdString();
        QVERIFY(checkConnection(connection));
    }

    void whatMakesNoSenseIsRefused_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("folder");
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<int>("kind");
        const auto invalid = static_cast<int>(ErrorKind::Invalid);
        const auto refused = static_cast<int>(ErrorKind::Refused);
        const QByteArray good = "postgresql://reader@db.example/shop";
        QTest::newRow("no name") << QByteArray() << QByteArray() << good << invalid;
        QTest::newRow("name of the command line") << QByteArray("@shop") << QByteArray() << good << invalid;
        QTest::newRow("name with a slash") << QByteArray("a/b") << QByteArray() << good << invalid;
        QTest::newRow("name with a line break") << QByteArray("a\nb") << QByteArray() << good << invalid;
        QTest::newRow("name that turns the text") << QByteArray("a\xe2\x80\xae"
                                                                "b")
                                                  << QByteArray() << good << invalid;
        QTest::newRow("name with a space behind") << QByteArray("a ") << QByteArray() << good << invalid;
        QTest::newRow("name without end") << QByteArray(101, 'a') << QByteArray() << good << invalid;
        QTest::newRow("folder from the root") << QByteArray("a") << QByteArray("/x") << good << invalid;
        QTest::newRow("folder without a name") << QByteArray("a") << QByteArray("x//y") << good << invalid;
        QTest::newRow("no address") << QByteArray("a") << QByteArray() << QByteArray() << invalid;
        QTest::newRow("relative path") << QByteArray("a") << QByteArray() << QByteArray("shop.evdb") << invalid;
        QTest::newRow("unknown kind") << QByteArray("a") << QByteArray() << QByteArray("kafka://x")
                                      << static_cast<int>(ErrorKind::Unsupported);
        QTest::newRow("password") << QByteArray("a") << QByteArray()
                                  << QByteArray("postgresql://reader:MARKER@db.example/shop") << refused;
        QTest::newRow("password as a setting")
            << QByteArray("a") << QByteArray() << QByteArray("postgresql://db.example/shop?password=MARKER") << refused;
        QTest::newRow("password of a key") << QByteArray("a") << QByteArray()
                                           << QByteArray("postgresql://db.example/shop?sslpassword=MARKER") << refused;
    }
    void whatMakesNoSenseIsRefused() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, folder);
        QFETCH(QByteArray, address);
        QFETCH(int, kind);
        const auto checked = checkConnection(
            {.name = name.toStdString(), .folder = folder.toStdString(), .address = address.toStdString()});
        QVERIFY(!checked);
        QCOMPARE(static_cast<int>(checked.error().kind), kind);
        QVERIFY(!checked.error().hint.empty());
        QVERIFY(describe(checked.error()).find("MARKER") == std::string::npos);
        QVERIFY(describe(checked.error()).find('\n') == std::string::npos);
    }

    void aWeakerTlsIsOneThatThereIs() {
        Connection connection = shop();
        for (const char *mode : {"verify-ca", "require", "prefer", "allow", "disable"}) {
            connection.tls = TlsException{mode, {}};
            QVERIFY(checkConnection(connection));
        }
        for (const char *mode : {"", "verify-full", "none"}) {
            connection.tls = TlsException{mode, {}};
            QVERIFY(!checkConnection(connection));
        }
        connection.tls = TlsException{"require", {}};
        connection.address += "?sslmode=disable";
        QVERIFY(!checkConnection(connection));
        connection.address = "/data/shop.evdb";
        QVERIFY(!checkConnection(connection));
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
