// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite/sqlite_connection.h"
#include "core/db/sqlite/sqlite_format.h"
#include "core/db/sqlite/sqlite_transaction.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <thread>

using namespace eventscope;

namespace {

constexpr SqliteMigration kSteps[] = {{1, "CREATE TABLE t(a INTEGER)"}, {2, "ALTER TABLE t ADD COLUMN b TEXT"}};
const SqliteFormat kFirst{0x1234, "test file", std::span(kSteps).first(1)};
const SqliteFormat kSecond{0x1234, "test file", kSteps};
const SqliteFormat kTolerant{0x1234, "test file", std::span(kSteps).first(1), 2};
const SqliteFormat kOther{0x4321, "other file", kSteps};

SqliteConnection opened(const std::string &path, SqliteMode mode) {
    auto connection = SqliteConnection::open(path, {.mode = mode, .busyWait = std::chrono::milliseconds(20)});
    if (!connection) qFatal("%s", describe(connection.error()).c_str());
    return *std::move(connection);
}

} // namespace

class TestSqliteConnection : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    std::string pathOf(const char *name) { return m_folder.path().toStdString() + "/" + name; }

  private Q_SLOTS:
    void missingFileIsNotFound() {
        const auto connection = SqliteConnection::open(pathOf("none"), {});
        QVERIFY(!connection);
        QCOMPARE(connection.error().kind, ErrorKind::NotFound);
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("none"))));
    }

    void otherBytesAreCorrupt() {
        QFile file(m_folder.filePath(QStringLiteral("text")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(4096, 'x'));
        file.close();
        SqliteConnection connection = opened(pathOf("text"), SqliteMode::ReadOnly);
        const auto version = layoutVersion(connection, kFirst);
        QVERIFY(!version);
        QCOMPARE(version.error().kind, ErrorKind::Corrupt);
    }

    void oddNamesArePathsNotUris() {
        for (const char *name : {"file:a?mode=memory", "100%#x", ":memory:"}) {
            SqliteConnection connection = opened(pathOf(name), SqliteMode::Create);
            QVERIFY(connection.run("CREATE TABLE t(a)"));
            QVERIFY(QFile::exists(QString::fromStdString(pathOf(name))));
            SqliteConnection frozen = opened(pathOf(name), SqliteMode::Immutable);
            QCOMPARE(frozen.number("SELECT count(*) FROM t").value(), 0);
        }
    }

    void readingConnectionsCannotWrite() {
        SqliteConnection writer = opened(pathOf("ro"), SqliteMode::Create);
        QVERIFY(writer.run("CREATE TABLE t(a)"));
        for (const SqliteMode mode : {SqliteMode::ReadOnly, SqliteMode::Immutable}) {
            SqliteConnection reader = opened(pathOf("ro"), mode);
            for (const char *sql :
                 {"INSERT INTO t VALUES(1)", "PRAGMA query_only=OFF; INSERT INTO t VALUES(1)", "ATTACH 'x' AS x"}) {
                QVERIFY2(!reader.run(sql), sql);
            }
        }
        QCOMPARE(writer.number("SELECT count(*) FROM t").value(), 0);
    }

    void valuesComeBackAsBound() {
        SqliteConnection connection = opened(pathOf("values"), SqliteMode::Create);
        QVERIFY(connection.run("CREATE TABLE t(a, b, c, d)"));
        auto insert = connection.prepare("INSERT INTO t VALUES(?1, ?2, ?3, ?4)").value();
        const std::string text("a\0b", 3);
        const std::array<std::byte, 2> blob{std::byte{0}, std::byte{255}};
        for (int i = 0; i < 2; ++i) {
            insert.bind(1, INT64_MIN).bindText(2, text).bindBlob(3, blob).bindNull(4);
            QVERIFY(insert.run());
        }
        insert.bindText(2, {}).bindBlob(3, {});
        QVERIFY(insert.run());
        auto select = connection.prepare("SELECT * FROM t").value();
        QVERIFY(select.step().value());
        QCOMPARE(select.number(0), INT64_MIN);
        QCOMPARE(select.bytes(1), std::string_view(text));
        QCOMPARE(select.bytes(2), std::string_view("\0\xff", 2));
        QVERIFY(select.isBlob(2) && !select.isBlob(1) && select.isNull(3));
        QVERIFY(select.step().value() && select.step().value());
        QVERIFY(!select.isNull(1) && !select.isNull(2));
        QVERIFY(!select.step().value());
    }

    void failedBindIsTold() {
        SqliteConnection connection = opened(pathOf("bind"), SqliteMode::Create);
        auto select = connection.prepare("SELECT ?1").value();
        select.bind(2, std::int64_t(1));
        QVERIFY(!select.step());
        select.reset();
        QVERIFY(select.step().value());
    }

    void transactionRollsBackUnlessCommitted() {
        SqliteConnection connection = opened(pathOf("tx"), SqliteMode::Create);
        QVERIFY(connection.run("CREATE TABLE t(a)"));
        {
            auto transaction = SqliteTransaction::begin(connection, SqliteTransaction::Kind::Write);
            QVERIFY(connection.run("INSERT INTO t VALUES(1)"));
        }
        QVERIFY(!connection.inTransaction());
        QCOMPARE(connection.number("SELECT count(*) FROM t").value(), 0);
        auto transaction = SqliteTransaction::begin(connection, SqliteTransaction::Kind::Write);
        QVERIFY(connection.run("INSERT INTO t VALUES(1)"));
        QVERIFY(transaction->commit());
        QCOMPARE(connection.number("SELECT count(*) FROM t").value(), 1);
    }

    void secondWriterIsRefused() {
        SqliteConnection a = opened(pathOf("busy"), SqliteMode::Create);
        SqliteConnection b = opened(pathOf("busy"), SqliteMode::ReadWrite);
        const auto held = SqliteTransaction::begin(a, SqliteTransaction::Kind::Write);
        const auto second = SqliteTransaction::begin(b, SqliteTransaction::Kind::Write);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Refused);
        QVERIFY(second.error().message.find("busy") != std::string::npos);
    }

    void stopInterruptsARunningStatement() {
        SqliteConnection connection = opened(pathOf("stop"), SqliteMode::Create);
        std::stop_source source;
        const SqliteInterrupt interrupt(connection, JobControl{source.get_token()});
        std::jthread stopper([&] { source.request_stop(); });
        const auto answer = connection.number("WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) "
                                              "SELECT count(*) FROM n");
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
    }

    void layoutsAreNumberedAndCopiedBeforeAChange() {
        const std::string path = pathOf("layout");
        SqliteConnection connection = opened(path, SqliteMode::Create);
        QCOMPARE(layoutVersion(connection, kFirst).value(), 0);
        QVERIFY(migrate(connection, kFirst));
        QVERIFY(connection.run("INSERT INTO t VALUES(7)"));
        QVERIFY(!QFile::exists(QString::fromStdString(path + ".layout0.backup")));
        QVERIFY(migrate(connection, kSecond));
        QVERIFY(migrate(connection, kSecond));
        QCOMPARE(layoutVersion(connection, kSecond).value(), 2);
        QCOMPARE(connection.number("SELECT a FROM t WHERE b IS NULL").value(), 7);
        SqliteConnection copy = opened(path + ".layout1.backup", SqliteMode::ReadOnly);
        QCOMPARE(layoutVersion(copy, kFirst).value(), 1);
        QCOMPARE(copy.number("SELECT a FROM t").value(), 7);
    }

    void newerAndForeignFilesAreUnsupported() {
        SqliteConnection connection = opened(pathOf("newer"), SqliteMode::Create);
        QVERIFY(migrate(connection, kSecond));
        const auto newer = migrate(connection, kFirst);
        QCOMPARE(newer.error().kind, ErrorKind::Unsupported);
        QVERIFY(newer.error().message.find("version 2") != std::string::npos);
        QVERIFY(newer.error().message.find("version 1") != std::string::npos);
        QCOMPARE(migrate(connection, kOther).error().kind, ErrorKind::Unsupported);
    }

    /// A layout that files come to one by one, when they hold what needs it.
    void understoodLayoutsAreLeftAsTheyAre() {
        const std::string path = pathOf("understood");
        SqliteConnection connection = opened(path, SqliteMode::Create);
        QVERIFY(migrate(connection, kTolerant));
        for (const int layout : {1, 2}) {
            QVERIFY(connection.run("PRAGMA user_version = " + std::to_string(layout)));
            QVERIFY(migrate(connection, kTolerant));
            QCOMPARE(layoutVersion(connection, kTolerant).value(), layout);
            const std::string copy = path + ".layout" + std::to_string(layout) + ".backup"; // of what is changed
            QVERIFY2(!QFile::exists(QString::fromStdString(copy)), copy.c_str());
        }
        QVERIFY(connection.run("PRAGMA user_version = 3"));
        const auto newer = layoutVersion(connection, kTolerant);
        QCOMPARE(newer.error().kind, ErrorKind::Unsupported);
        QVERIFY(newer.error().message.find("newer than version 2") != std::string::npos);
    }

    /// A file in WAL mode wants another one beside it, even to be read.
    void noRoomBesideTheFileIsToldAsThat() {
        const std::string path = pathOf("narrow");
        {
            SqliteConnection connection = opened(path, SqliteMode::Create);
            QVERIFY(connection.run("PRAGMA journal_mode = WAL; CREATE TABLE t(a)"));
        }
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const auto back = qScopeGuard([&] {
            ::setrlimit(RLIMIT_FSIZE, &before);
            std::signal(SIGXFSZ, handler);
        });
        SqliteConnection connection = opened(path, SqliteMode::ReadOnly);
        const rlimit narrow{8192, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &narrow), 0);
        const auto read = connection.number("SELECT count(*) FROM t");
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Unavailable);
        QVERIFY2(read.error().message.find("no room beside") != std::string::npos, describe(read.error()).c_str());
        QVERIFY(!::setrlimit(RLIMIT_FSIZE, &before) && connection.number("SELECT count(*) FROM t")); // the control
    }

    void predicatesSeeBytes() {
        SqliteConnection connection = opened(pathOf("predicate"), SqliteMode::Create);
        QVERIFY(connection.addPredicate("same", [](std::string_view a, std::string_view b) { return a == b; }));
        QCOMPARE(connection.number("SELECT same('ab', x'6162') + same('a', NULL) * 2").value(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSqliteConnection)
#include "tst_sqlite_connection.moc"
