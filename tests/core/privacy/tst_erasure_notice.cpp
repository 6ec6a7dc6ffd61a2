// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure_notice.h"
#include "tests/core/privacy/sealed_shop.h"

#include <QProcess>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// What a shell that gets `input` prints; the test ends where it fails.
QString answerOf(const QString &program, const QStringList &arguments, const std::string &input) {
    QProcess process;
    process.start(program, arguments);
    process.write(QByteArray::fromStdString(input));
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        qFatal("%s: %s", qPrintable(program), process.readAllStandardError().constData());
    return QString::fromUtf8(process.readAllStandardOutput());
}

std::string asking(std::string script, const std::string &text) {
    static constexpr std::string_view kHere = "PUT THE TEXT HERE";
    return script.replace(script.find(kHere), kHere.size(), text);
}

} // namespace

/// What recipients are told, and how they look for it.
class TestErasureNotice : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void itNamesRecipientsAndPurposesAndNobody() {
        SealedShop shop;
        shop.policy = must(PrivacyPolicy::parse(R"json({"policy": 1, "controller": "Shop Ltd",
            "purposes": {"membership": {"recipients": ["The printer", "The club"]}, "other": {"recipients": ["Nobody"]}},
            "events": {"Joined": [{"path": "/name", "subject": "/personId", "purpose": "membership"}]}})json"));
        must(shop.openRaw()->append({"person-p1"}, Expected::any(),
                                    std::vector{SealedShop::joined("person-17", "Ada Lovelace")}, {}));
        const StoreProtection protection{shop.store->reader().info().identity.id, nullptr, shop.policy};
        SubjectWanted wanted;
        wanted.subject = {"person-17"};
        wanted.literals = {"Lovelace"};
        ErasureNotice notice = must(noticeFor({shop.store->reader(), protection}, wanted, {}));
        QCOMPARE(notice.purposes, std::set<std::string>{"membership"});
        QCOMPARE(notice.recipients, (std::set<std::string>{"The club", "The printer"}));
        notice.caseNumber = "2026/17";
        const std::string text = noticeText(notice);
        for (const char *said : {"To: The club, The printer\n", "From: Shop Ltd\n", "Case: 2026/17\n", "membership"})
            QVERIFY2(text.find(said) != std::string::npos, said);
        for (const char *unsaid : {"person-17", "Lovelace", "Nobody"})
            QVERIFY2(text.find(unsaid) == std::string::npos, unsaid);
        QVERIFY(noticeText({}).starts_with("To: ____\nFrom: ____\n"));
    }

    void theQueryFindsItInPostgres() {
        static PgDatabase server;
        const QString database = QString::fromStdString(server.newDatabase());
        const auto psql = [&](const std::string &script) {
            return answerOf(
                QStringLiteral("psql"),
                {QStringLiteral("-XqtA"), QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"), database}, script);
        };
        psql(
            "CREATE SCHEMA \"my app\"; CREATE TABLE \"my app\".\"who is\" (id int, name text, more jsonb, many text[]);"
            "INSERT INTO \"my app\".\"who is\" VALUES (1, 'Ada O''Hara', '{\"mail\": \"x\"}', '{}'),"
            " (2, 'Eve', '{\"friend\": \"Ada O''Hara\"}', '{a,b}'), (3, 'Ada O''Hara', '{}', '{Ada O''Hara}');");
        const auto found = [&](const std::string &text) {
            return psql(asking(checkQueryForPostgres(), text)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        };
        QCOMPARE(found("Ada O''Hara"),
                 (QStringList{QStringLiteral("my app.who is.many|1"), QStringLiteral("my app.who is.more|1"),
                              QStringLiteral("my app.who is.name|2")}));
        QVERIFY(found("Ada O%").isEmpty()); // no pattern
        psql("DELETE FROM \"my app\".\"who is\";");
        QVERIFY(found("Ada O''Hara").isEmpty());
    }

    void theQueryFindsItInSqlite() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("their.db"));
        const auto sqlite = [&](const std::string &script) {
            return answerOf(QStringLiteral("sqlite3"), {path}, script);
        };
        sqlite(
            "CREATE TABLE \"who \"\"is\"(id integer, \"full name\" text, more blob);"
            "INSERT INTO \"who \"\"is\" VALUES (1, 'Ada O''Hara', x'00'), (2, 'Eve', CAST('of Ada O''Hara' AS BLOB));");
        const auto found = [&](const std::string &text) {
            std::string script = asking(checkQueryForSqlite(), text);
            for (auto at = script.find("FILE"); at != std::string::npos; at = script.find("FILE"))
                script.replace(at, 4, "'" + path.toStdString() + "'");
            return answerOf(QStringLiteral("sh"), {}, script).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        };
        QCOMPARE(found("Ada O''Hara"),
                 (QStringList{QStringLiteral("who \"is.full name|1"), QStringLiteral("who \"is.more|1")}));
        sqlite("DELETE FROM \"who \"\"is\";");
        QVERIFY(found("Ada O''Hara").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestErasureNotice)
#include "tst_erasure_notice.moc"
