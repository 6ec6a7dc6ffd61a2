// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_error.h"
#include "core/db/postgres/pg_field.h"
#include "core/db/postgres/pg_quote.h"

#include <QTest>

#include <limits>

using namespace eventscope;

Q_DECLARE_METATYPE(eventscope::ErrorKind)

class TestPgError : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void kindFollowsTheState_data() {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("login") << QByteArray("28P01") << ErrorKind::Refused;
        QTest::newRow("no database") << QByteArray("3D000") << ErrorKind::NotFound;
        QTest::newRow("no table") << QByteArray("42P01") << ErrorKind::NotFound;
        QTest::newRow("rights") << QByteArray("42501") << ErrorKind::Refused;
        QTest::newRow("syntax is our mistake") << QByteArray("42601") << ErrorKind::Internal;
        QTest::newRow("read-only") << QByteArray("25006") << ErrorKind::Refused;
        QTest::newRow("unique") << QByteArray("23505") << ErrorKind::Refused;
        QTest::newRow("bad text") << QByteArray("22021") << ErrorKind::Invalid;
        QTest::newRow("deadlock") << QByteArray("40P01") << ErrorKind::Unavailable;
        QTest::newRow("commit in doubt") << QByteArray("08007") << ErrorKind::OutcomeUnknown;
        QTest::newRow("statement in doubt") << QByteArray("40003") << ErrorKind::OutcomeUnknown;
        QTest::newRow("connection") << QByteArray("08006") << ErrorKind::Unavailable;
        QTest::newRow("too many connections") << QByteArray("53300") << ErrorKind::Unavailable;
        QTest::newRow("lock") << QByteArray("55P03") << ErrorKind::Unavailable;
        QTest::newRow("time limit") << QByteArray("57014") << ErrorKind::Unavailable;
        QTest::newRow("shut down") << QByteArray("57P01") << ErrorKind::Unavailable;
        QTest::newRow("limit") << QByteArray("54000") << ErrorKind::TooLarge;
        QTest::newRow("damaged") << QByteArray("XX001") << ErrorKind::Corrupt;
        QTest::newRow("unheard of") << QByteArray("ZZ999") << ErrorKind::Internal;
        QTest::newRow("none") << QByteArray() << ErrorKind::Internal;
    }
    void kindFollowsTheState() {
        QFETCH(QByteArray, state);
        QFETCH(ErrorKind, kind);
        const Error error =
            pgError({state.toStdString(), "table \"t\"", "words"}, "read events", "database \"d\" at h");
        QCOMPARE(error.kind, kind);
        QVERIFY(error.message.starts_with("Cannot read events: "));
        QVERIFY(error.message.ends_with(", table \"t\" (database \"d\" at h)"));
    }

    void serverWordsThatMayQuoteValuesAreLeftOut() {
        for (const char *state : {"22P02", "23505", "42601", "P0001", "XX000", ""})
            QVERIFY(pgError({state, "", "hush"}, "a", "b").detail.find("hush") == std::string::npos);
        QVERIFY(pgError({"42P01", "", "relation \"x\""}, "a", "b").detail.find("relation") != std::string::npos);
    }

    void secretsAreBlackedOut() {
        QCOMPARE(withoutSecret("a hush b\nhushhush\n", "hush"), std::string("a *** b. ******"));
        QCOMPARE(withoutSecret("***", "*"), std::string("*********"));
        QCOMPARE(withoutSecret("as it is", ""), std::string("as it is"));
    }

    void linesBecomeSentences() {
        QCOMPARE(withoutSecret("connection failed: Connection refused\n\tIs the server running?\n", ""),
                 std::string("connection failed: Connection refused. Is the server running?"));
        QCOMPARE(withoutSecret("to a failed:\n\n\tno route\nto b failed.\nreally\n", ""),
                 std::string("to a failed: no route. to b failed. really"));
        QCOMPARE(withoutSecret("\n\t", ""), std::string());
    }

    void quotingMakesOneToken() {
        QCOMPARE(pgName("a\"; drop").value(), std::string("\"a\"\"; drop\""));
        QCOMPARE(pgLiteral("it's").value(), std::string("'it''s'"));
        QCOMPARE(pgLiteral("a\\' --").value(), std::string(" E'a\\\\'' --'"));
        QVERIFY(!pgName(std::string_view("a\0b", 3)));
        QVERIFY(!pgLiteral(std::string_view("\0", 1)));
    }

    void fieldsOfTheWrongSizeMeanNothing() {
        const PgField three{"\1\2\3", 3};
        QVERIFY(!asNumber(three) && !asReal(three) && !asFlag(three) && !asTime(three) && !asJsonb(PgField{"\2{}", 3}));
        QVERIFY(!asNumber({}) && !asReal({}) && !asFlag({}) && !asTime({}) && !asJsonb({}));
        QCOMPARE(asNumber({"\xff\xfe", 2}).value(), std::int64_t{-2});
        QCOMPARE(asNumber({"\x7f\xff\xff\xff\xff\xff\xff\xff", 8}).value(), std::numeric_limits<std::int64_t>::max());
        QVERIFY(!asTime({"\x7f\xff\xff\xff\xff\xff\xff\xff", 8}));
        QVERIFY(!asTime({"\x80\0\0\0\0\0\0\0", 8}));
        QCOMPARE(toUs(asTime({"\0\0\0\0\0\0\0\1", 8}).value()), std::int64_t{946'684'800'000'001});
    }
};

QTEST_APPLESS_MAIN(TestPgError)
#include "tst_pg_error.moc"
