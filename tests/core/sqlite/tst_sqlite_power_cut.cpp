// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite/sqlite_store.h"

#include "tests/core/sqlite/batch_script.h"
#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/power_cut.h"
#include "tests/core/sqlite/simulated_disk.h"
#include "tests/core/sqlite/sqlite_fixture.h"
#include "tests/support/tier.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// 200 appends to a new store, with a checkpoint in between and one at the end.
void appendScript(SimulatedDisk &disk, WritableEventStore &store) {
    std::int64_t version = 0;
    for (std::size_t append = 0; append < 200; ++append) {
        version = must(appendBatch(store, version, 1 + append % 5)).last.value;
        disk.acknowledge(version);
    }
}

/// A bulk import into a new store, then a few appends.
void importScript(SimulatedDisk &disk, WritableEventStore &store) {
    constexpr std::int64_t kEvents = 3000;
    (void)must(importBatch(store, kEvents));
    disk.acknowledge(kEvents);
    for (std::int64_t after = kEvents; after < kEvents + 3; ++after) {
        (void)must(appendBatch(store, after, 1));
        disk.acknowledge(after + 1);
    }
}

/// What a script looks like to the disk, opening and closing included.
template <class Script>
std::vector<DiskOperation> traceOf(SimulatedDisk &disk, const std::string &path, Script script) {
    StepClock clock;
    {
        const auto store = must(openSqliteForWriting(path, clock, true, {}));
        script(disk, *store);
    }
    return std::move(disk.operations);
}

bool writeFiles(const QString &folder, const std::map<std::string, std::string> &files) {
    QDir(folder).removeRecursively();
    if (!QDir().mkpath(folder)) return false;
    for (const auto &[name, content] : files) {
        QFile file(folder + QLatin1Char('/') + QString::fromStdString(name));
        const auto size = static_cast<qint64>(content.size());
        if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), size) != size) return false;
    }
    return true;
}

} // namespace

/// T02 of the reliability tests.
class TestSqlitePowerCut : public QObject {
    Q_OBJECT

  private:
    FastFolder m_folder;

    std::string tracePath() { return m_folder.filePath(QStringLiteral("s.evdb")).toStdString(); }
    std::string check(const PowerCut &cut, PowerCut::Policy policy, std::mt19937_64 &random) {
        const QString folder = m_folder.filePath(QStringLiteral("cut"));
        if (!writeFiles(folder, cut.image(policy, random))) return "cannot write the image";
        return faultInAndAfter(folder.toStdString() + "/s.evdb", cut.acknowledged());
    }

  private Q_SLOTS:
    void cleanup() {
        for (const char *suffix : {"", "-wal", "-shm", "-journal", ".lock"})
            QFile::remove(QString::fromStdString(tracePath() + suffix));
    }

    void everyCutKeepsWhatWasAcknowledged_data() {
        QTest::addColumn<bool>("imports");
        QTest::newRow("200 appends") << false;
        QTest::newRow("import") << true;
    }
    void everyCutKeepsWhatWasAcknowledged() {
        QFETCH(bool, imports);
        auto random = seededRandom();
        std::vector<DiskOperation> operations;
        {
            SimulatedDisk disk;
            operations = traceOf(disk, tracePath(), imports ? importScript : appendScript);
        }
        QVERIFY2(operations.size() > (imports ? 100 : 2000), qPrintable(QString::number(operations.size())));
        const int cuts = rounds("EVENTSCOPE_CUTS", 150, static_cast<int>(operations.size()) * 3);
        const auto every = std::max<std::uint64_t>(1, 3 * operations.size() / static_cast<std::size_t>(cuts));
        PowerCut cut;
        std::uint64_t tried = 0;
        for (std::size_t i = 0; i < operations.size(); ++i) {
            cut.apply(operations[i]);
            for (const auto policy :
                 {PowerCut::Policy::LoseUnsynced, PowerCut::Policy::KeepAll, PowerCut::Policy::Scatter}) {
                if (random() % every != 0) continue;
                ++tried;
                const std::string fault = check(cut, policy, random);
                QVERIFY2(fault.empty(), qPrintable(QStringLiteral("cut after call %1, policy %2: %3")
                                                       .arg(i)
                                                       .arg(static_cast<int>(policy))
                                                       .arg(QString::fromStdString(fault))));
            }
        }
        qInfo("%zu calls, %llu cuts", operations.size(), static_cast<unsigned long long>(tried));
    }

    // Without it the test above would prove nothing: it must find what NORMAL loses.
    void controlWithNormalSyncLoses() {
        auto random = seededRandom();
        std::vector<DiskOperation> operations;
        {
            SimulatedDisk disk;
            disk.lieAboutSync();
            operations = traceOf(disk, tracePath(), appendScript);
        }
        PowerCut cut;
        int lost = 0;
        for (std::size_t i = 0; i < operations.size() && lost == 0; ++i) {
            cut.apply(operations[i]);
            if (operations[i].kind != DiskOperation::Kind::Acknowledge) continue;
            const std::string fault = check(cut, PowerCut::Policy::LoseUnsynced, random);
            lost += fault.empty() ? 0 : 1;
        }
        QVERIFY(lost > 0);
    }
};

QTEST_GUILESS_MAIN(TestSqlitePowerCut)
#include "tst_sqlite_power_cut.moc"
