// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_read_session.h"
#include "tests/core/postgres_store/faulty_postgres.h"
#include "tests/support/tier.h"

#include <QtTest/QtTest>

#include <map>
#include <optional>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

using Fault = FaultProxy::Fault;
using Way = FaultProxy::Way;

namespace {

/// More than any writer tries: the server stays out of reach.
constexpr int kAllConnections = 1'000'000;

} // namespace

/// What a writer says after the connection failed is the truth in the database.
class TestPostgresOutcome : public QObject {
    Q_OBJECT

    std::unique_ptr<FaultyPostgres> m_server;
    std::unique_ptr<FaultDice> m_dice;
    StepClock m_clock;
    std::map<ErrorKind, int> m_failures;
    int m_successes = 0;

    FaultProxy &proxy() { return m_server->proxy(); }

    /// Breaks the connection at one of `bytes`; sometimes those that follow, too. True when the server stays away.
    bool armCut(Way way, std::uint64_t bytes, bool mayStayAway) {
        proxy().arm(m_dice->cut(), way, bytes);
        if (mayStayAway) {
            proxy().refuse(kAllConnections);
            return true;
        }
        if (m_dice->oneIn(4)) proxy().refuse(static_cast<int>(m_dice->upTo(2)));
        if (m_dice->oneIn(3)) proxy().arm(m_dice->cut(), m_dice->way(), m_dice->upTo(2500));
        return false;
    }
    void heal() {
        proxy().disarm();
        proxy().refuse(0);
    }
    /// Counts an outcome; empty when it is one that may be.
    template <class T>
    QString judge(const Result<T> &result, bool isKept, bool isNothingKept, bool staysAway) {
        if (result) {
            ++m_successes;
            return isKept ? QString() : QStringLiteral("reported as written, and is not there");
        }
        ++m_failures[result.error().kind];
        const QString what = QString::fromStdString(describe(result.error()));
        if (result.error().kind == ErrorKind::OutcomeUnknown)
            return staysAway ? QString() : QStringLiteral("unknown though the server is there: ") + what;
        if (result.error().kind != ErrorKind::Unavailable) return QStringLiteral("unexpected: ") + what;
        return isNothingKept ? QString() : QStringLiteral("reported as not written, and is there: ") + what;
    }
    void tellCounts() {
        qInfo("%d written, %d known not to be, %d unknown", m_successes, m_failures[ErrorKind::Unavailable],
              m_failures[ErrorKind::OutcomeUnknown]);
    }

  private Q_SLOTS:
    void initTestCase() {
        m_server = std::make_unique<FaultyPostgres>();
        m_dice = std::make_unique<FaultDice>(seededRandom());
    }
    void init() {
        heal();
        proxy().endAll();
        m_server->database().clear();
        m_failures.clear();
        m_successes = 0;
    }

    void proxyPassesEverythingWhenNothingIsArmed() {
        auto writer = m_server->writer(m_clock);
        const auto batch = m_dice->batch("plain", 50);
        QVERIFY(writer->append({"order-1"}, Expected::noStream(), batch, {}));
        const auto read = readAll(*m_server->reader());
        QCOMPARE(read.size(), batch.size());
        for (std::size_t i = 0; i < read.size(); ++i)
            QCOMPARE(read[i].data, batch[i].data);
    }

    void appendCutAnywhereReportsTheTruth() {
        auto writer = m_server->writer(m_clock);
        const int cuts = rounds("EVENTSCOPE_PG_CUTS", 40, 500);
        std::vector<NewEvent> all;
        for (int round = 0; round < cuts; ++round) {
            const auto batch = m_dice->batch("cut" + std::to_string(round), 1 + m_dice->upTo(4));
            const StreamId stream{"order-" + std::to_string(m_dice->upTo(2))};
            const Way way = m_dice->way();
            const std::uint64_t bytes =
                way == Way::ToClient ? m_dice->upTo(150) : m_dice->upTo(1000 + 3000 * batch.size());
            const bool staysAway = armCut(way, bytes, round % 20 == 7);
            const auto result = writer->append(stream, Expected::any(), batch, {});
            const std::size_t kept = m_server->kept(batch);
            QVERIFY2(kept == 0 || kept == batch.size(), "part of a batch");
            const QString wrong = judge(result, kept > 0, kept == 0, staysAway);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("round %1: ").arg(round) + wrong));
            heal();
            // The same again is recognised, whatever was reported.
            const auto again = writer->append(stream, Expected::any(), batch, {});
            QVERIFY2(again, again ? "" : describe(again.error()).c_str());
            QCOMPARE(m_server->kept(batch), batch.size());
            if (result) QCOMPARE(again->last, result->last);
            all.insert(all.end(), batch.begin(), batch.end());
        }
        proxy().endAll();
        QCOMPARE(m_server->kept(all), all.size());
        QCOMPARE(m_server->number("SELECT count(*) FROM eventscope.events"), static_cast<std::int64_t>(all.size()));
        QVERIFY(m_server->isWhole());
        tellCounts();
    }

    /// The server chooses the order of conditions; one that ended sessions once came before the one that says which.
    void endingALostSessionSparesAllOthers() {
        auto writer = m_server->writer(m_clock);
        auto other = must(PgReadSession::open(m_server->database().address(), {}, {}));
        auto snapshot = must(other->snapshot({}));
        const auto batch = m_dice->batch("lost", 1);
        proxy().arm(Fault::Orphan, Way::ToServer, 100);
        const auto result = writer->append({"order-1"}, Expected::any(), batch, {});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Unavailable);
        QVERIFY(snapshot.query("SELECT 1", {}));
        QVERIFY(writer->append({"order-1"}, Expected::any(), batch, {}));
    }

    void importCutAnywhereReportsTheTruth() {
        auto writer = m_server->writer(m_clock);
        const auto source = [&](const std::vector<NewEvent> &batch, const std::string &name) {
            std::vector<ImportEvent> events;
            for (std::size_t i = 0; i < batch.size(); ++i)
                events.push_back({batch[i], {name + (i % 2 ? "-a" : "-b")}, kNoVersion, m_clock.now()});
            return ListSource(std::move(events));
        };
        auto first = source(m_dice->batch("first", 20), "first");
        must(writer->import(first, {})); // into an empty store it goes another way
        const std::uint64_t sent = proxy().passed(Way::ToServer), got = proxy().passed(Way::ToClient);
        auto second = source(m_dice->batch("second", 20), "second");
        must(writer->import(second, {}));
        const std::uint64_t sends = proxy().passed(Way::ToServer) - sent, gets = proxy().passed(Way::ToClient) - got;
        const int cuts = rounds("EVENTSCOPE_PG_IMPORT_CUTS", 25, 300);
        for (int round = 0; round < cuts; ++round) {
            const std::string name = "import" + std::to_string(round);
            const auto batch = m_dice->batch(name, 20);
            // Each second one in the answer to the COMMIT, which comes last.
            const Way way = round % 2 ? m_dice->way() : Way::ToClient;
            const std::uint64_t bytes = round % 2 == 0         ? gets - 1 - m_dice->upTo(40)
                                        : way == Way::ToServer ? m_dice->upTo(sends)
                                                               : m_dice->upTo(gets);
            const bool staysAway = armCut(way, bytes, round % 12 == 6);
            auto cut = source(batch, name);
            const auto result = writer->import(cut, {});
            const std::size_t kept = m_server->kept(batch);
            QVERIFY2(kept == 0 || kept == batch.size(), "part of an import");
            const QString wrong = judge(result, kept > 0, kept == 0, staysAway);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("round %1: ").arg(round) + wrong));
            if (result) QCOMPARE(result->events + result->duplicates, batch.size());
            heal();
            auto repeated = source(batch, name);
            const auto again = writer->import(repeated, {});
            QVERIFY2(again, again ? "" : describe(again.error()).c_str());
            QCOMPARE(again->duplicates, kept);
            QCOMPARE(m_server->kept(batch), batch.size());
        }
        QVERIFY(m_server->isWhole());
        tellCounts();
    }

    void snapshotsCutAnywhereReportTheTruth() {
        auto writer = m_server->writer(m_clock);
        const int cuts = rounds("EVENTSCOPE_PG_SNAPSHOT_CUTS", 25, 300);
        for (int round = 0; round < cuts; ++round) {
            const std::string state = "{\"round\":" + std::to_string(round) + "}";
            std::vector<Snapshot> snapshots;
            for (const std::int64_t version : {1, 2, 3})
                snapshots.push_back({{"order-1"}, {version}, {0, 1}, m_clock.now(), "total", 1, state});
            const Way way = m_dice->way();
            const bool staysAway = armCut(way, m_dice->upTo(way == Way::ToServer ? 1600 : 500), round % 12 == 5);
            const auto result = writer->putSnapshots(snapshots, {});
            const std::int64_t kept = m_server->number("SELECT count(*) FROM eventscope.snapshots WHERE state = $1",
                                                       PgParameters().text(state));
            QVERIFY2(kept == 0 || kept == 3, "some of the snapshots");
            const QString wrong = judge(result, kept > 0, kept == 0, staysAway);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("round %1: ").arg(round) + wrong));
            heal();
            QVERIFY(writer->putSnapshots(snapshots, {}));
            QCOMPARE(m_server->number("SELECT count(*) FROM eventscope.snapshots"), 3);
        }
        tellCounts();
    }

    /// The network is silent, and the user stops: what was written by then counts as written.
    void stoppedInAHalfOpenNetwork_data() {
        QTest::addColumn<bool>("arrives");
        QTest::newRow("request swallowed") << false;
        QTest::newRow("answer swallowed") << true;
    }
    void stoppedInAHalfOpenNetwork() {
        QFETCH(const bool, arrives);
        auto writer = m_server->writer(m_clock);
        QVERIFY(writer->append({"order-1"}, Expected::any(), m_dice->batch("first", 1), {})); // plans the statement
        const auto batch = m_dice->batch("silent", 2);
        std::stop_source stop;
        proxy().arm(Fault::Silence, arrives ? Way::ToClient : Way::ToServer, 0);
        std::optional<Result<Appended>> result;
        std::thread appending(
            [&] { result = writer->append({"order-1"}, Expected::any(), batch, {.stop = stop.get_token()}); });
        if (arrives) {
            while (m_server->kept(batch) == 0)
                std::this_thread::yield();
        }
        stop.request_stop();
        appending.join();
        QCOMPARE(m_server->kept(batch), arrives ? batch.size() : 0);
        QCOMPARE(result->has_value(), arrives);
        if (!arrives) QVERIFY(result->error().kind != ErrorKind::OutcomeUnknown);
        heal();
        QVERIFY(writer->append({"order-1"}, Expected::any(), batch, {}));
        QCOMPARE(m_server->kept(batch), batch.size());
    }

    /// The server crashes while appends go on, and comes back.
    void aCrashingServerKeepsWhatIsReported() {
        const int crashes = rounds("EVENTSCOPE_PG_CRASHES", 2, 25);
        const auto writer = m_server->writer(m_clock);
        std::vector<NewEvent> written, refused;
        for (int round = 0; round < crashes; ++round) {
            std::atomic<int> appends = 0;
            std::atomic<bool> isBack = false;
            QString wrong;
            std::jthread appending([&, dice = FaultDice(std::mt19937_64(m_dice->upTo(1'000'000)))]() mutable {
                while (!isBack || appends < 50) {
                    const auto batch = dice.batch("crash" + std::to_string(round) + "-" + std::to_string(appends++), 2);
                    const auto result = writer->append({"order-1"}, Expected::any(), batch, {});
                    auto &outcome = result ? written : refused;
                    if (result || result.error().kind == ErrorKind::Unavailable) {
                        outcome.insert(outcome.end(), batch.begin(), batch.end());
                    } else if (result.error().kind != ErrorKind::OutcomeUnknown) {
                        wrong = QString::fromStdString(describe(result.error()));
                    }
                }
            });
            const int before = 5 + static_cast<int>(m_dice->upTo(20));
            while (appends < before)
                std::this_thread::yield();
            m_server->database().server().kill();
            QString why;
            const bool isUp = m_server->database().server().restart(&why);
            isBack = true;
            appending.join();
            QVERIFY2(isUp, qPrintable(why));
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
        QVERIFY(!written.empty());
        QCOMPARE(m_server->kept(written), written.size());
        QCOMPARE(m_server->kept(refused), 0U);
        QVERIFY(m_server->isWhole());
    }

    void retryStormKeepsEveryBatchOnce() {
        constexpr int kThreads = 3;
        const int batches = rounds("EVENTSCOPE_PG_STORM", 12, 150);
        must(openPostgresForWriting(m_server->database().address(), m_clock, true, {}));
        std::vector<std::vector<NewEvent>> sent(kThreads);
        std::atomic<int> accepted = 0, wrong = 0;
        const auto storm = [&](int me, FaultDice dice) {
            auto opened = openPostgresForWriting(m_server->proxied(), m_clock, false, {});
            while (!opened)
                opened = openPostgresForWriting(m_server->proxied(), m_clock, false, {});
            for (int i = 0; i < batches; ++i) {
                const auto batch = dice.batch("storm" + std::to_string(me) + "-" + std::to_string(i), 3);
                sent[me].insert(sent[me].end(), batch.begin(), batch.end());
                const StreamId stream{"order-" + std::to_string(dice.upTo(1))};
                std::optional<Appended> known;
                for (std::uint64_t left = 1 + dice.upTo(4); left > 0 || !known; left -= left > 0) {
                    if (dice.oneIn(2)) proxy().arm(dice.cut(), dice.way(), dice.upTo(6000));
                    const auto result = (*opened)->append(stream, Expected::any(), batch, {});
                    if (result && known && result->last != known->last) ++wrong;
                    if (result) known = *result;
                    if (!result && result.error().kind != ErrorKind::Unavailable &&
                        result.error().kind != ErrorKind::OutcomeUnknown) {
                        qWarning("%s", describe(result.error()).c_str());
                        ++wrong;
                    }
                }
                auto other = batch;
                other[dice.upTo(2)].data = "{\"other\":true}";
                if ((*opened)->append(stream, Expected::any(), other, {})) ++accepted;
            }
        };
        std::vector<std::thread> threads;
        for (int me = 0; me < kThreads; ++me)
            threads.emplace_back(storm, me, FaultDice(std::mt19937_64(m_dice->upTo(1'000'000))));
        for (std::thread &thread : threads)
            thread.join();
        heal();
        proxy().endAll();
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(accepted.load(), 0);
        std::size_t total = 0;
        for (const auto &events : sent) {
            QCOMPARE(m_server->kept(events), events.size());
            total += events.size();
        }
        QCOMPARE(m_server->number("SELECT count(*) FROM eventscope.events"), static_cast<std::int64_t>(total));
        QVERIFY(m_server->isWhole());
    }
};

QTEST_GUILESS_MAIN(TestPostgresOutcome)
#include "tst_postgres_outcome.moc"
