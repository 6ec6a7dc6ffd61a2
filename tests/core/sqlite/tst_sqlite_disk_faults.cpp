// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite/sqlite_store.h"

#include "tests/core/sqlite/batch_script.h"
#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/simulated_disk.h"
#include "tests/core/sqlite/sqlite_fixture.h"

#include <QDir>
#include <QTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

struct ScriptEnd {
    std::int64_t acknowledged = 0;
    std::vector<Error> errors;
    bool wroteAfterFailure = false;
    std::string lie; ///< an answer that is not true
};

bool isDiskError(const Error &error) {
    return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::OutcomeUnknown ||
           error.kind == ErrorKind::Corrupt;
}

/// Opens, imports if so wanted, appends, reads, closes; goes on after errors as a stubborn caller would.
ScriptEnd runScript(const std::string &path, bool imports) {
    ScriptEnd end;
    StepClock clock;
    const auto store = openSqliteForWriting(path, clock, true, {});
    if (!store) {
        end.errors.push_back(store.error());
        return end;
    }
    if (imports) {
        const auto imported = importBatch(**store, 50);
        if (!imported) {
            end.errors.push_back(imported.error());
            return end;
        }
        end.acknowledged = 50;
    }
    bool failed = false;
    for (std::size_t size = 1; size <= 4; ++size) {
        const auto appended = appendBatch(**store, end.acknowledged, size);
        if (!appended) {
            failed = true;
            end.errors.push_back(appended.error());
        } else {
            end.wroteAfterFailure = end.wroteAfterFailure || failed;
            end.acknowledged = appended->last.value;
        }
        std::int64_t seen = 0;
        SinkOf count([&](BatchPtr batch) -> Result<Flow> {
            seen += static_cast<std::int64_t>(batch->rows());
            return Flow::More;
        });
        Query everything;
        everything.fields = Fields::All;
        const auto read = (*store)->reader().scan(everything, count, {});
        if (!read) end.errors.push_back(read.error());
        if (read && seen < end.acknowledged) end.lie = "a read missed acknowledged events";
    }
    return end;
}

} // namespace

/// T03 of the reliability tests.
class TestSqliteDiskFaults : public QObject {
    Q_OBJECT

  private:
    FastFolder m_folder;
    QString freshFolder() {
        const QString folder = m_folder.filePath(QStringLiteral("run"));
        QDir(folder).removeRecursively();
        QDir().mkpath(folder);
        return folder;
    }

  private Q_SLOTS:
    void everyCallMayFail_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("persistent");
        QTest::addColumn<bool>("imports");
        for (const bool imports : {false, true}) {
            for (const bool persistent : {false, true}) {
                const QByteArray how = QByteArray(persistent ? "for good" : "once") + (imports ? ", with import" : "");
                const auto row = [&](const char *what, DiskFault::Kind kind) {
                    QTest::addRow("%s, %s", what, how.constData()) << int(kind) << persistent << imports;
                };
                row("no space", DiskFault::Kind::NoSpace);
                row("short write", DiskFault::Kind::ShortWrite);
                row("I/O error", DiskFault::Kind::IoError);
            }
        }
    }
    void everyCallMayFail() {
        QFETCH(int, kind);
        QFETCH(bool, persistent);
        QFETCH(bool, imports);
        int struck = 0;
        for (std::int64_t call = 1;; ++call) {
            const std::string path = freshFolder().toStdString() + "/s.evdb";
            SimulatedDisk disk;
            disk.arm({static_cast<DiskFault::Kind>(kind), call, persistent});
            const ScriptEnd end = runScript(path, imports);
            const bool failed = disk.hasFailed();
            disk.disarm();
            const QByteArray where = QByteArrayLiteral("call ") + QByteArray::number(qint64(call)) + ": ";
            QVERIFY2(end.lie.empty(), where + end.lie.c_str());
            for (const Error &error : end.errors) {
                QVERIFY2(isDiskError(error), where + describe(error).c_str());
                QVERIFY2(error.message.find(path) != std::string::npos, where + describe(error).c_str());
            }
            QVERIFY2(!end.wroteAfterFailure, where + "a writer went on after a failed write");
            const std::string fault = faultInAndAfter(path, end.acknowledged);
            QVERIFY2(fault.empty(), where + fault.c_str());
            if (!failed) break;
            ++struck;
        }
        qInfo("%d calls failed", struck);
        QVERIFY(struck > 5);
    }

    // H20: a failed sync is never taken for a success by trying again.
    void failedSyncEndsTheWriter() {
        const std::string path = freshFolder().toStdString() + "/s.evdb";
        SimulatedDisk disk;
        StepClock clock;
        const auto store = must(openSqliteForWriting(path, clock, true, {}));
        QVERIFY(appendBatch(*store, 0, 1));
        disk.arm({DiskFault::Kind::IoError, 1, true});
        const auto lost = appendBatch(*store, 1, 1);
        QVERIFY(!lost);
        disk.disarm();
        const auto refused = appendBatch(*store, 1, 1);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Unavailable);
        QVERIFY(refused.error().hint.find("open it again") != std::string::npos);
        const auto again = must(openSqliteForWriting(path, clock, false, {}));
        QVERIFY(appendBatch(*again, 1, 1));
    }

    void fullDiskNamesFileAndBytes() {
        const std::string path = freshFolder().toStdString() + "/s.evdb";
        SimulatedDisk disk;
        StepClock clock;
        const auto store = must(openSqliteForWriting(path, clock, true, {}));
        disk.arm({DiskFault::Kind::NoSpace, 1, true});
        NewEvent large = counted("order-1", 1);
        large.data.assign(300'000, 'x');
        const auto full = store->append({"order-1"}, Expected::any(), {&large, 1}, {});
        QVERIFY(!full);
        QVERIFY2(describe(full.error()).find("300002 bytes") != std::string::npos, describe(full.error()).c_str());
        QVERIFY(full.error().message.find("disk is full") != std::string::npos);
        QVERIFY(full.error().message.find(path) != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestSqliteDiskFaults)
#include "tst_sqlite_disk_faults.moc"
