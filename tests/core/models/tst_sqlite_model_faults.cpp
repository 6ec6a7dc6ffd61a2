// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/sqlite_read_model_store.h"

#include "core/db/sqlite/sqlite_connection.h"
#include "tests/core/models/model_samples.h"
#include "tests/core/models/model_story.h"
#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/power_cut.h"
#include "tests/core/sqlite/simulated_disk.h"
#include "tests/support/store_fixture.h"
#include "tests/support/tier.h"

#include <QDir>
#include <QFile>
#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr const char *kName = "s.models";

/// Of a file that was left in whatever state; empty when it is one of the story's.
std::string faultIn(const std::string &path, int reached) {
    {
        const auto store = openSqliteReadModels(path);
        if (!store) return describe(store.error());
        if (const std::string fault = faultInStory(**store, reached); !fault.empty()) return fault;
    }
    auto connection = must(SqliteConnection::open(path, {}));
    const std::string integrity = must(connection.text("PRAGMA integrity_check"));
    if (integrity != "ok") return integrity;
    // And it can be gone on with.
    const auto store = must(openSqliteReadModels(path));
    int end = reached;
    tellStory(
        *store, [&](int position) { end = position; }, reached + 3);
    return faultInStory(*store, end);
}

void writeFiles(const QString &folder, const std::map<std::string, std::string> &files) {
    for (const auto &[name, content] : files) {
        QFile file(folder + QLatin1Char('/') + QString::fromStdString(name));
        const auto size = static_cast<qint64>(content.size());
        if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), size) != size)
            throw std::runtime_error("cannot write the image");
    }
}

} // namespace

class TestSqliteModelFaults : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyCallToTheDiskMayFail_data();
    void everyCallToTheDiskMayFail();
    void thePowerFails();

  private:
    QString freshFolder() {
        const QString folder = m_folder.filePath(QStringLiteral("run"));
        QDir(folder).removeRecursively();
        QDir().mkpath(folder);
        return folder;
    }
    FastFolder m_folder;
};

void TestSqliteModelFaults::everyCallToTheDiskMayFail_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("persistent");
    for (const bool persistent : {false, true}) {
        const char *how = persistent ? "for good" : "once";
        QTest::addRow("no space, %s", how) << int(DiskFault::Kind::NoSpace) << persistent;
        QTest::addRow("short write, %s", how) << int(DiskFault::Kind::ShortWrite) << persistent;
        QTest::addRow("I/O error, %s", how) << int(DiskFault::Kind::IoError) << persistent;
    }
}

void TestSqliteModelFaults::everyCallToTheDiskMayFail() {
    QFETCH(int, kind);
    QFETCH(bool, persistent);
    const int between = rounds("EVENTSCOPE_CALLS_BETWEEN", 7, 1);
    int struck = 0;
    for (std::int64_t call = 1;; call += call < 50 ? 1 : between) {
        const std::string path = freshFolder().toStdString() + '/' + kName;
        SimulatedDisk disk;
        disk.arm({static_cast<DiskFault::Kind>(kind), call, persistent});
        int reached = 0;
        try {
            const auto store = must(openSqliteReadModels(path));
            tellStory(
                *store, [&](int position) { reached = position; }, 5);
        } catch (const std::runtime_error &) {
            QVERIFY(disk.hasFailed()); // and was told
        }
        const bool failed = disk.hasFailed();
        disk.disarm();
        const std::string fault = faultIn(path, reached);
        QVERIFY2(fault.empty(), qPrintable(QStringLiteral("call %1: ").arg(call) + QString::fromStdString(fault)));
        if (!failed) break;
        ++struck;
    }
    qInfo("%d calls failed", struck);
    QVERIFY(struck > 5);
}

/// The last commits may be lost, but what is found is one of the states that were committed.
void TestSqliteModelFaults::thePowerFails() {
    auto random = seededRandom();
    std::vector<DiskOperation> operations;
    {
        const std::string path = freshFolder().toStdString() + '/' + kName;
        SimulatedDisk disk;
        {
            const auto store = must(openSqliteReadModels(path));
            tellStory(
                *store, [&](int position) { disk.acknowledge(position); }, 40);
        }
        operations = std::move(disk.operations);
    }
    const int cuts = rounds("EVENTSCOPE_CUTS", 150, static_cast<int>(operations.size()) * 3);
    const auto every = std::max<std::uint64_t>(1, 3 * operations.size() / static_cast<std::size_t>(cuts));
    PowerCut cut;
    int tried = 0;
    for (std::size_t i = 0; i < operations.size(); ++i) {
        cut.apply(operations[i]);
        for (const auto policy :
             {PowerCut::Policy::LoseUnsynced, PowerCut::Policy::KeepAll, PowerCut::Policy::Scatter}) {
            if (random() % every != 0) continue;
            ++tried;
            const QString folder = freshFolder();
            writeFiles(folder, cut.image(policy, random));
            const bool keepsAll = policy == PowerCut::Policy::KeepAll;
            const std::string path = folder.toStdString() + '/' + kName;
            const std::string fault = faultIn(path, keepsAll ? static_cast<int>(cut.acknowledged()) : 0);
            QVERIFY2(fault.empty(), qPrintable(QStringLiteral("cut after call %1, policy %2: %3")
                                                   .arg(i)
                                                   .arg(static_cast<int>(policy))
                                                   .arg(QString::fromStdString(fault))));
        }
    }
    qInfo("%zu calls, %d cuts", operations.size(), tried);
    QVERIFY(tried > 20);
}

QTEST_GUILESS_MAIN(TestSqliteModelFaults)
#include "tst_sqlite_model_faults.moc"
