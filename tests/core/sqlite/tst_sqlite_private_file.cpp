// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite/sqlite_private_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <thread>

using namespace eventscope;
using namespace std::chrono_literals;

namespace {

constexpr std::array kMigrations = {SqliteMigration{1, "CREATE TABLE t (a TEXT) STRICT;"}};
constexpr SqliteFormat kFormat{0x54657374, "test file", kMigrations};
constexpr const char *kSettings = "PRAGMA journal_mode=WAL";

} // namespace

class TestSqlitePrivateFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] std::string file(const char *name) const { return m_folder.filePath(name).toStdString(); }

  private Q_SLOTS:
    void onlyItsOwnerMayReadIt() {
        const std::string path = file("deep/down/a");
        QVERIFY(openPrivateFile(path, kFormat, kSettings));
        constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(QString::fromStdString(path)) & kOthers));
    }

    /// Where another program is just making the file, one waits until it has.
    void whoMakesItAtTheSameTimeIsWaitedFor() {
        const std::string path = file("b");
        auto other = SqliteConnection::open(path, {.mode = SqliteMode::Create});
        QVERIFY(other && other->run("BEGIN IMMEDIATE; " + std::string(kMigrations[0].sql)));
        std::jthread ends([&] {
            std::this_thread::sleep_for(100ms);
            if (!other->run("PRAGMA application_id=" + std::to_string(kFormat.applicationId) +
                            "; PRAGMA user_version=1; COMMIT"))
                qFatal("the other program fails");
        });
        auto opened = openPrivateFile(path, kFormat, kSettings, 20s);
        ends.join();
        QVERIFY2(opened, opened ? "" : describe(opened.error()).c_str());
        QCOMPARE(*opened->text("PRAGMA journal_mode"), std::string("wal"));
        QVERIFY(opened->run("INSERT INTO t VALUES ('x')"));
    }

    /// Negative control: it is no longer waited for than asked.
    void whoHoldsItForEverIsTold() {
        const std::string path = file("c");
        auto other = SqliteConnection::open(path, {.mode = SqliteMode::Create});
        QVERIFY(other && other->run("BEGIN IMMEDIATE"));
        const auto opened = openPrivateFile(path, kFormat, kSettings, 20ms);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Unavailable);
    }

    void aFileOfSomethingElseIsLeftAlone() {
        const std::string path = file("d");
        {
            auto other = SqliteConnection::open(path, {.mode = SqliteMode::Create});
            QVERIFY(other && other->run("CREATE TABLE theirs (a)"));
        }
        const auto opened = openPrivateFile(path, kFormat, kSettings);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Unsupported);
        auto other = SqliteConnection::open(path, {});
        QVERIFY(other);
        QCOMPARE(*other->text("PRAGMA journal_mode"), std::string("delete"));
    }
};

QTEST_GUILESS_MAIN(TestSqlitePrivateFile)
#include "tst_sqlite_private_file.moc"
