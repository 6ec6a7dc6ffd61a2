// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite/sqlite_connection.h"
#include "core/store/sqlite/sqlite_store.h"
#include "core/store/sqlite/store_layout.h"
#include "core/store/sqlite/verify_chain.h"

#include "tests/core/sqlite/batch_script.h"
#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/sqlite_fixture.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

QByteArray hashOfFile(const std::string &path) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
}

SqliteConnection writing(const std::string &path) {
    auto connection = SqliteConnection::open(path, {.mode = SqliteMode::ReadWrite});
    if (!connection) qFatal("%s", describe(connection.error()).c_str());
    return *std::move(connection);
}

} // namespace

class TestSqliteLayout : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<FastFolder> m_folder;
    SystemClock m_clock;
    std::string m_path;

    std::unique_ptr<WritableEventStore> opened(bool create = false) {
        auto store = openSqliteForWriting(m_path, m_clock, create, {});
        if (!store) qFatal("%s", describe(store.error()).c_str());
        return *std::move(store);
    }
    QStringList filesThere() { return QDir(m_folder->path()).entryList(QDir::Files); }
    void makeStore(int events) { appendSingly(*opened(true), "order-1", events); }
    /// Changes the file behind our back, with the guards taken off.
    void tamper(const std::string &sql) {
        SqliteConnection connection = writing(m_path);
        const std::string trigger =
            connection.text("SELECT sql FROM sqlite_schema WHERE name = 'events_never_change'").value();
        QVERIFY(connection.run("DROP TRIGGER events_never_change; " + sql + ";" + trigger));
    }

  private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<FastFolder>();
        m_path = m_folder->filePath(QStringLiteral("s.evdb")).toStdString();
    }

    void scriptsReadReadableColumns() {
        makeStore(3);
        SqliteConnection connection = writing(m_path);
        QCOMPARE(connection
                     .number("SELECT count(*) FROM events WHERE stream_id = 'order-1' AND stream_type = 'order' "
                             "AND event_type = 'Counted' AND json_extract(data, '$.n') = version AND "
                             "data_encoding = 'json' AND length(event_id) = 16 AND recorded_at > 0")
                     .value(),
                 3);
        QCOMPARE(connection.number("PRAGMA application_id").value(), 0x45765374);
        QCOMPARE(connection.number("PRAGMA user_version").value(), 1);
        QCOMPARE(connection.number("PRAGMA page_size").value(), 8192);
        QCOMPARE(connection.text("PRAGMA journal_mode").value(), std::string("wal"));
    }

    void eventsCannotBeChanged_data() {
        QTest::addColumn<QString>("sql");
        QTest::newRow("update") << "UPDATE events SET data = '{}'";
        QTest::newRow("update of nothing new") << "UPDATE events SET version = version WHERE global_position = 1";
        QTest::newRow("delete") << "DELETE FROM events WHERE global_position = 2";
        QTest::newRow("truncate") << "DELETE FROM events";
        for (const char *same : {"global_position", "event_id", "version"}) {
            const QString position = qstrcmp(same, "global_position") == 0 ? "1" : "99";
            const QString id = qstrcmp(same, "event_id") == 0 ? "event_id" : "randomblob(16)";
            const QString version = qstrcmp(same, "version") == 0 ? "1" : "99";
            QTest::addRow("replace by %s", same)
                << "INSERT OR REPLACE INTO events SELECT " + position + ", stream_id, stream_type, " + version +
                       ", event_type, schema_version, " + id +
                       ", recorded_at, valid_at, content_hash, chain_hash, stream_no, type_no, data_encoding, "
                       "metadata_encoding, metadata, '{\"n\":7}' FROM events WHERE global_position = 1";
        }
    }
    void eventsCannotBeChanged() {
        QFETCH(QString, sql);
        makeStore(2);
        SqliteConnection connection = writing(m_path);
        const auto changed = connection.run(sql.toStdString());
        QVERIFY(!changed);
        QCOMPARE(changed.error().kind, ErrorKind::Refused);
        QCOMPARE(connection.number("SELECT count(*) FROM events WHERE json_extract(data, '$.n') = version").value(), 2);
    }

    void missingFileIsNotFound() {
        QCOMPARE(openSqliteStore(m_path, {}).error().kind, ErrorKind::NotFound);
        QCOMPARE(openSqliteForWriting(m_path, m_clock, false, {}).error().kind, ErrorKind::NotFound);
        QVERIFY(filesThere().isEmpty());
    }

    void newerLayoutIsRefusedWithBothNumbers() {
        makeStore(1);
        QVERIFY(writing(m_path).run("PRAGMA user_version=7"));
        const Error reading = openSqliteStore(m_path, {}).error();
        QCOMPARE(reading.kind, ErrorKind::Unsupported);
        QVERIFY(reading.message.find("version 7") != std::string::npos);
        QVERIFY(reading.message.find("version 1") != std::string::npos);
        QCOMPARE(openSqliteForWriting(m_path, m_clock, true, {}).error(), reading);
    }

    void otherProgramsFileIsLeftAlone() {
        auto other = SqliteConnection::open(m_path, {.mode = SqliteMode::Create});
        QVERIFY(other->run("CREATE TABLE t(a)"));
        const QByteArray before = hashOfFile(m_path);
        QCOMPARE(openSqliteStore(m_path, {}).error().kind, ErrorKind::Unsupported);
        QCOMPARE(openSqliteForWriting(m_path, m_clock, true, {}).error().kind, ErrorKind::Unsupported);
        QCOMPARE(hashOfFile(m_path), before);
        QCOMPARE(filesThere(), QStringList{QStringLiteral("s.evdb")});
    }

    // T32 of the reliability tests.
    void foreignStoreWithLiveWalIsNotTouched() {
        auto writer = opened(true);
        appendSingly(*writer, "order-1", 5);
        const QByteArray file = hashOfFile(m_path), wal = hashOfFile(m_path + "-wal");
        QVERIFY(!wal.isEmpty());
        {
            const auto store = openSqliteStore(m_path, {}).value();
            QCOMPARE(readAll(*store).size(), std::size_t{5});
            QVERIFY(verifyChain(m_path, {})->isSound());
        }
        QCOMPARE(hashOfFile(m_path), file);
        QCOMPARE(hashOfFile(m_path + "-wal"), wal);
    }

    void storeLeftWithAWalIsRead() {
        // As a killed writer leaves it: the database, the -wal, and no lock.
        auto writer = opened(true);
        appendSingly(*writer, "order-1", 5);
        const QString copy = m_folder->filePath(QStringLiteral("copy.evdb"));
        QVERIFY(QFile::copy(QString::fromStdString(m_path), copy));
        QVERIFY(QFile::copy(QString::fromStdString(m_path + "-wal"), copy + "-wal"));
        const std::string path = copy.toStdString();
        const QByteArray file = hashOfFile(path), wal = hashOfFile(path + "-wal");
        QCOMPARE(readAll(*openSqliteStore(path, {}).value()).size(), std::size_t{5});
        QCOMPARE(hashOfFile(path), file);
        QCOMPARE(hashOfFile(path + "-wal"), wal);
    }

    void readingLeavesNothingBehind() {
        makeStore(3);
        QCOMPARE(filesThere(), (QStringList{QStringLiteral("s.evdb"), QStringLiteral("s.evdb.lock")}));
        const QByteArray before = hashOfFile(m_path);
        QCOMPARE(readAll(*openSqliteStore(m_path, {}).value()).size(), std::size_t{3});
        QCOMPARE(hashOfFile(m_path), before);
        QCOMPARE(filesThere(), (QStringList{QStringLiteral("s.evdb"), QStringLiteral("s.evdb.lock")}));
    }

    void folderThatCannotBeWrittenTo() {
        makeStore(3);
        QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner);
        if (::access(m_folder->path().toStdString().c_str(), W_OK) != 0) { // root may always write
            const auto store = openSqliteStore(m_path, {});
            QVERIFY(store);
            QCOMPARE(readAll(**store).size(), std::size_t{3});
            QVERIFY((*store)->info().readOnly.evidence.back().statement.find("immutable") != std::string::npos);
        }
        QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void evidenceOfReadOnly() {
        makeStore(1);
        const auto reader = openSqliteStore(m_path, {}).value();
        QVERIFY(reader->info().readOnly.readOnly);
        for (const Evidence &evidence : reader->info().readOnly.evidence)
            QVERIFY(evidence.holds);
        const auto writer = opened();
        QVERIFY(!writer->reader().info().readOnly.readOnly);
        QCOMPARE(writer->reader().info().identity.id, reader->info().identity.id);
        QCOMPARE(reader->info().layout, std::string("eventscope-sqlite 1"));
    }

    void lookalikesAreTold_data() {
        QTest::addColumn<QString>("sql");
        QTest::newRow("view for a table") << "DROP TABLE snapshots; CREATE VIEW snapshots AS SELECT 1 AS stream_id";
        QTest::newRow("other columns") << "DROP TABLE snapshots; CREATE TABLE snapshots (stream_id TEXT)";
        QTest::newRow("generated column")
            << "DROP TABLE snapshots; CREATE TABLE snapshots (stream_id TEXT, version INTEGER, fold TEXT, "
               "fold_version INTEGER, global_position INTEGER, taken_at INTEGER, "
               "state TEXT AS (hex(zeroblob(length(stream_id) * 100000000))))";
        QTest::newRow("view that never ends")
            << "DROP TABLE snapshots; CREATE VIEW snapshots AS WITH RECURSIVE n(x) AS "
               "(SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS stream_id FROM n";
        QTest::newRow("no guard") << "DROP TRIGGER events_never_go";
        QTest::newRow("no index") << "DROP INDEX events_header";
    }
    void lookalikesAreTold() {
        QFETCH(QString, sql);
        makeStore(1);
        QVERIFY(writing(m_path).run(sql.toStdString()));
        QCOMPARE(openSqliteStore(m_path, {}).error().kind, ErrorKind::Corrupt);
        QCOMPARE(openSqliteForWriting(m_path, m_clock, true, {}).error().kind, ErrorKind::Corrupt);
    }

    void cutOffFileIsTold() {
        makeStore(50);
        const auto size = std::filesystem::file_size(m_path);
        std::filesystem::resize_file(m_path, size / 8192 / 2 * 8192);
        const Error error = openSqliteStore(m_path, {}).error();
        QCOMPARE(error.kind, ErrorKind::Corrupt);
        QVERIFY2(error.message.find(m_path) != std::string::npos && !error.hint.empty(), describe(error).c_str());
    }

    // Found by mutating files: SQLite has no code of its own for it.
    void schemaFormatThatDoesNotExistIsTold() {
        makeStore(1);
        std::fstream file(m_path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(47);
        file << '\x7f';
        file.close();
        QCOMPARE(openSqliteStore(m_path, {}).error().kind, ErrorKind::Corrupt);
        QCOMPARE(openSqliteForWriting(m_path, m_clock, false, {}).error().kind, ErrorKind::Corrupt);
    }

    void damagedPageOfASmallFileIsTold() {
        makeStore(300);
        std::fstream file(m_path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(m_path)) - 8192);
        file << std::string(64, '\x7f');
        file.close();
        const auto store = openSqliteStore(m_path, {});
        QVERIFY(!store);
        QCOMPARE(store.error().kind, ErrorKind::Corrupt);
    }

    void foreignTriggerForbidsWritingOnly() {
        makeStore(2);
        QVERIFY(writing(m_path).run("CREATE TABLE spy(a); CREATE TRIGGER t AFTER INSERT ON events "
                                    "BEGIN INSERT INTO spy VALUES (1); END"));
        QCOMPARE(openSqliteForWriting(m_path, m_clock, false, {}).error().kind, ErrorKind::Refused);
        QCOMPARE(readAll(*openSqliteStore(m_path, {}).value()).size(), std::size_t{2});
    }

    void soundStoreVerifies() {
        makeStore(20);
        const StoreVerdict verdict = verifyChain(m_path, {}).value();
        QVERIFY(verdict.isSound());
        QCOMPARE(verdict.events, 20u);
    }

    void tamperingIsFound_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("position");
        const auto row = [](const char *name, const char *sql, int position) {
            QTest::newRow(name) << QString::fromLatin1(sql) << position;
        };
        row("payload", "UPDATE events SET data = '{\"n\":9}' WHERE global_position = 2", 2);
        row("encoding", "UPDATE events SET data_encoding = 'text' WHERE global_position = 2", 2);
        row("type", "UPDATE events SET event_type = 'Other' WHERE global_position = 3", 3);
        row("recorded time", "UPDATE events SET recorded_at = recorded_at + 1 WHERE global_position = 2", 2);
        row("valid time", "UPDATE events SET valid_at = 1 WHERE global_position = 2", 2);
        row("id", "UPDATE events SET event_id = zeroblob(16) WHERE global_position = 2", 2);
        row("stream name", "UPDATE events SET stream_id = 'order-2' WHERE global_position = 2", 2);
        row("stream note", "UPDATE streams SET version = 2", 4);
        row("gap", "UPDATE events SET global_position = 9 WHERE global_position = 4", 9);
        row("both hashes of one event", "UPDATE events SET content_hash = zeroblob(32) WHERE global_position = 2", 2);
    }
    void tamperingIsFound() {
        QFETCH(QString, sql);
        QFETCH(int, position);
        makeStore(4);
        tamper(sql.toStdString());
        const StoreVerdict verdict = verifyChain(m_path, {}).value();
        QVERIFY(!verdict.isSound());
        QCOMPARE(verdict.faults.front().position.minor, std::uint64_t(position));
    }

    void importWhileOthersHaveTheFileOpen() {
        const auto writer = opened(true);
        const auto reader = must(openSqliteStore(m_path, {}));
        QCOMPARE(readAll(*reader).size(), std::size_t{0});
        QCOMPARE(must(importBatch(*writer, 100)).events, 100u);
        QCOMPARE(readAll(*reader).size(), std::size_t{100});
        QVERIFY(appendBatch(*writer, 100, 2));
        QCOMPARE(faultIn(m_path, 102), std::string());
    }

    void cancelledImportLeavesAnEmptyStore() {
        const auto writer = opened(true);
        std::stop_source stop;
        class Stopping final : public ImportSource {
          public:
            explicit Stopping(std::stop_source &source) : m_stop(source) {}
            Result<bool> next(ImportEvent &event) override {
                event.event = counted("order-1", ++m_count);
                event.stream = {"order-1"};
                event.version = kNoVersion;
                if (m_count == 50) m_stop.request_stop();
                return true;
            }

          private:
            std::stop_source &m_stop;
            std::int64_t m_count = 0;
        } source(stop);
        const auto imported = writer->import(source, JobControl{stop.get_token()});
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, ErrorKind::Cancelled);
        QCOMPARE(readAll(writer->reader()).size(), std::size_t{0});
        QVERIFY(appendBatch(*writer, 0, 2));
        QCOMPARE(faultIn(m_path, 2), std::string());
        QCOMPARE(writing(m_path).text("PRAGMA journal_mode").value(), std::string("wal"));
    }

    void futureClockDoesNotStopTimeFromGrowing() {
        makeStore(1);
        const auto writer = opened();
        ImportEvent later, earlier;
        later.event = counted("order-2", 1);
        later.stream = {"order-2"};
        later.version = {1};
        later.recordedAt = m_clock.now() + std::chrono::hours(24 * 365 * 200);
        earlier = later;
        earlier.event = counted("order-2", 2);
        earlier.version = {2};
        earlier.recordedAt = timeOfUs(1);
        ListSource source({later, earlier});
        QCOMPARE(must(writer->import(source, {})).events, 2u);
        appendSingly(*writer, "order-1", 1, 2);
        QVERIFY(must(writer->reader().head({})).lastRecordedAt > later.recordedAt);
        QVERIFY(verifyChain(m_path, {})->isSound());
    }
};

QTEST_GUILESS_MAIN(TestSqliteLayout)
#include "tst_sqlite_layout.moc"
