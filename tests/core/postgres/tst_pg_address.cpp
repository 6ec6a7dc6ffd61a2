// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_address.h"

#include <QTest>

using namespace eventscope;

class TestPgAddress : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void readsEveryForm_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("database");
        QTest::newRow("url") << "postgresql://ann@db.example:5433/shop"
                             << "db.example"
                             << "shop";
        QTest::newRow("short scheme") << "postgres://db.example/shop?sslmode=require"
                                      << "db.example"
                                      << "shop";
        QTest::newRow("socket") << "postgresql://%2Fvar%2Frun/shop"
                                << "/var/run"
                                << "shop";
        QTest::newRow("several hosts") << "postgresql://a:1,b:2/shop"
                                       << "a,b"
                                       << "shop";
        QTest::newRow("settings") << "host=db.example dbname='my shop'"
                                  << "db.example"
                                  << "my shop";
        QTest::newRow("environment only") << ""
                                          << ""
                                          << "";
    }
    void readsEveryForm() {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(QString, database);
        const auto address = PgAddress::parse(text.toStdString());
        QVERIFY2(address, text.toUtf8());
        QCOMPARE(address->get("host").value_or(""), host.toStdString());
        QCOMPARE(address->get("dbname").value_or(""), database.toStdString());
    }

    void tellsAPassword() {
        const auto with = PgAddress::parse("postgresql://ann:p%40ss%2Fword@h/d");
        QVERIFY(with && with->holdsPassword());
        QCOMPARE(with->get("password").value(), std::string("p@ss/word"));
        const auto without = PgAddress::parse("service=shop");
        QVERIFY(without && !without->holdsPassword());
    }

    void refusesWithoutQuoting_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("@ in the password") << "postgresql://ann:hush@hush@host/d";
        QTest::newRow("/ in the password") << "postgresql://ann:hush/hush@host/d";
        QTest::newRow("? and / in the password") << "postgresql://ann:hush?hu/sh@host/d";
        QTest::newRow("? and @ in the password") << "postgresql://ann:hush?hush@hush@host/d";
        QTest::newRow("number and / in the password") << "postgresql://ann:12/hush@host/d";
        QTest::newRow("no port") << "postgresql://ann@host:hush/d";
        QTest::newRow("port beyond") << "postgresql://ann@host:65536/d";
        QTest::newRow("one bad port of two") << "host=a,b port=1,hush";
        QTest::newRow("@ in the host") << "host=hush@b";
        QTest::newRow("unknown setting") << "hush=1";
        QTest::newRow("no setting at all") << "hush";
        QTest::newRow("bad escape") << "postgresql://h%zzush@host/d";
        QTest::newRow("open quote") << "password='hush";
        QTest::newRow("NUL") << QString::fromLatin1("host=hush\0x", 11);
    }
    void refusesWithoutQuoting() {
        QFETCH(QString, text);
        const auto address = PgAddress::parse(text.toStdString());
        QVERIFY(!address);
        QCOMPARE(address.error().kind, ErrorKind::Invalid);
        QVERIFY(!address.error().hint.empty());
        QVERIFY2(describe(address.error()).find("ush") == std::string::npos, describe(address.error()).c_str());
    }
};

QTEST_APPLESS_MAIN(TestPgAddress)
#include "tst_pg_address.moc"
