// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite/sqlite_store.h"
#include "core/store/sqlite/verify_chain.h"

#include "tests/core/sqlite/batch_script.h"
#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/sqlite_fixture.h"
#include "tests/support/tier.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

std::unique_ptr<QProcess> start(const QStringList &arguments) {
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QCoreApplication::applicationDirPath() + QStringLiteral("/sqlite_child"), arguments);
    return process;
}

struct RaceLog {
    std::map<std::pair<int, int>, int> winners; // by stream and version
    int losers = 0;
    QStringList odd;
    void read(const QByteArray &output) {
        for (const QByteArray &line : output.split('\n')) {
            const QList<QByteArray> words = line.split(' ');
            if (words.size() < 3) continue;
            const int stream = words[1].toInt(), version = words[2].toInt();
            if (words[0] == "won") {
                ++winners[{stream, version}];
            } else if (words[0] == "lost" && words[3].toInt() >= version) {
                ++losers;
            } else {
                odd << QString::fromUtf8(line);
            }
        }
    }
};

} // namespace

class TestSqliteProcesses : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<FastFolder> m_folder;
    QString path(int number = 0) { return m_folder->filePath(QStringLiteral("s%1.evdb").arg(number)); }
    void removeStore(const QString &store) {
        for (const char *suffix : {"", "-wal", "-shm", ".lock"})
            QFile::remove(store + QLatin1String(suffix));
    }

  private Q_SLOTS:
    void init() { m_folder = std::make_unique<FastFolder>(); }

    // T01 of the reliability tests.
    void killedWritersLoseNothing() {
        auto random = seededRandom();
        const int kills = rounds("EVENTSCOPE_KILLS", 100, 1000);
        std::int64_t acknowledged = 0, all = 0;
        qint64 slowestMs = 0;
        for (int kill = 0; kill < kills; ++kill) {
            const QString store = path(kill / 10);
            if (kill % 10 == 0) {
                removeStore(path(kill / 10 - 1));
                acknowledged = 0;
            }
            const auto child = start({QStringLiteral("batches"), store, QString::number(random() % 1'000'000)});
            QVERIFY(child->waitForReadyRead(30'000)); // the first acknowledgement, so that every round writes
            QVERIFY(!child->waitForFinished(static_cast<int>(random() % 51)));
            child->kill();
            QVERIFY(child->waitForFinished());
            for (const QByteArray &line : child->readAllStandardOutput().split('\n')) {
                const QList<QByteArray> words = line.split(' ');
                if (words.size() == 3) acknowledged = words[2].toLongLong();
            }
            QElapsedTimer timer;
            timer.start();
            QVERIFY(openSqliteStore(store.toStdString(), {}));
            slowestMs = std::max(slowestMs, timer.elapsed());
            const std::string fault = faultIn(store.toStdString(), acknowledged);
            QVERIFY2(fault.empty(), qPrintable(QStringLiteral("kill %1: ").arg(kill) + QString::fromStdString(fault)));
            if (kill % 10 == 9) all += acknowledged;
        }
        qInfo("%d kills, %lld events acknowledged, slowest opening %lld ms", kills, static_cast<long long>(all),
              static_cast<long long>(slowestMs));
    }

    // T06 of the reliability tests.
    void oneWinnerPerVersion_data() {
        QTest::addColumn<int>("processes");
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("streams");
        QTest::addColumn<int>("versions");
        QTest::newRow("8 processes on one stream") << 8 << 1 << 1 << rounds("EVENTSCOPE_RACES", 60, 1000);
        QTest::newRow("4 processes of 4 threads on 8 streams") << 4 << 4 << 8 << rounds("EVENTSCOPE_RACES", 10, 400);
    }
    void oneWinnerPerVersion() {
        QFETCH(int, processes);
        QFETCH(int, threads);
        QFETCH(int, streams);
        QFETCH(int, versions);
        std::vector<std::unique_ptr<QProcess>> children;
        for (int i = 0; i < processes; ++i) {
            children.push_back(start({QStringLiteral("race"), path(), QStringLiteral("w%1").arg(i),
                                      QString::number(threads), QString::number(streams), QString::number(versions)}));
        }
        for (const auto &child : children)
            QVERIFY(child->waitForReadyRead(30'000));
        for (const auto &child : children)
            child->write("g");
        RaceLog log;
        for (const auto &child : children) {
            QVERIFY(child->waitForFinished(600'000));
            QCOMPARE(child->exitCode(), 0);
            log.read(child->readAllStandardOutput());
        }
        QVERIFY2(log.odd.isEmpty(), qPrintable(log.odd.join(QLatin1Char('\n'))));
        QCOMPARE(log.winners.size(), std::size_t(streams * versions));
        for (const auto &[version, winners] : log.winners)
            QCOMPARE(winners, 1);
        QCOMPARE(log.losers, (processes * threads - 1) * streams * versions);
        const StoreVerdict verdict = must(verifyChain(path().toStdString(), {}));
        QVERIFY(verdict.isSound());
        QCOMPARE(verdict.events, std::uint64_t(streams * versions));
    }

    void followerSeesEveryEventOnce() {
        constexpr int kWriters = 4;
        const int each = rounds("EVENTSCOPE_FOLLOWED", 250, 5000);
        SystemClock clock;
        (void)must(openSqliteForWriting(path().toStdString(), clock, true, {}));
        const auto store = must(openSqliteStore(path().toStdString(), {}));
        std::vector<std::unique_ptr<QProcess>> children;
        for (int i = 0; i < kWriters; ++i) {
            children.push_back(
                start({QStringLiteral("write"), path(), QStringLiteral("s-%1").arg(i), QString::number(each)}));
        }
        for (const auto &child : children)
            QVERIFY(child->waitForStarted());
        std::uint64_t last = 0;
        bool inOrder = true;
        std::map<std::string, std::int64_t, std::less<>> versions;
        SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row) {
                inOrder = inOrder && batch->minor()[row] == last + 1;
                last = batch->minor()[row];
                inOrder = inOrder && batch->version()[row] == ++versions[(*batch)[row].streamId().value];
            }
            return inOrder && last < std::uint64_t(kWriters) * each ? Flow::More : Flow::Enough;
        });
        std::stop_source tooLong; // ends a failing test only
        std::jthread watchdog([&](const std::stop_token &done) {
            std::mutex mutex;
            std::condition_variable_any never;
            std::unique_lock lock(mutex);
            if (!never.wait_for(lock, done, std::chrono::seconds(100), [&] { return done.stop_requested(); })) {
                tooLong.request_stop();
            }
        });
        const auto end = store->follow({}, sink, JobControl{tooLong.get_token()});
        watchdog.request_stop();
        QVERIFY2(end, end ? "" : describe(end.error()).c_str());
        QVERIFY(inOrder);
        QCOMPARE(last, std::uint64_t(kWriters) * each);
        for (const auto &child : children)
            QVERIFY(child->waitForFinished());
    }
};

QTEST_GUILESS_MAIN(TestSqliteProcesses)
#include "tst_sqlite_processes.moc"
