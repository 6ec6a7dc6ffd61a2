// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projection/replay.h"
#include "core/projection/runner.h"
#include "tests/core/projection/ledger.h"
#include "tests/support/executors.h"

#include <QtTest>

#include <mutex>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// Counts commits, and stops the run after some of them.
class Watcher final : public RunListener {
  public:
    explicit Watcher(std::stop_source *stop = nullptr, int after = 0) : m_stop(stop), m_after(after) {}
    void committed(const ModelInfo &model) override {
        const std::scoped_lock lock(m_mutex);
        positions[model.schema.name].push_back(model.checkpoint.position);
        if (m_stop && ++m_commits >= m_after) m_stop->request_stop();
    }
    std::map<std::string, std::vector<Position>> positions;

  private:
    std::mutex m_mutex;
    std::stop_source *const m_stop;
    const int m_after;
    int m_commits = 0;
};

/// Commits after every batch.
RunOptions eager() {
    RunOptions options;
    options.pace.interval = std::chrono::milliseconds(0);
    return options;
}

Result<ModelInfo> runOne(Ledger &ledger, const ProjectionPtr &projection, const RunOptions &options = eager(),
                         const JobControl &job = {}) {
    const ModelTarget target{projection, ModelRole::Live};
    auto outcomes = carryOn(ledger.context(), std::span(&target, 1), options, nullptr, job);
    if (!outcomes) return fail(outcomes.error());
    return std::move(outcomes->front().model);
}

std::map<std::string, std::string> replayed(Ledger &ledger, const Projection &projection) {
    std::map<std::string, std::string> rows;
    for (const ModelRow &row :
         must(replay(ledger.store.reader(), *ledger.lens, projection, nullptr, kEnd, nullptr, {})))
        rows[row.key] = print(row.row);
    return rows;
}

} // namespace

class TestRunner : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void anEmptyLogGivesAnEmptyTable() {
        Ledger ledger;
        const ModelInfo model = must(runOne(ledger, ledger.balances));
        QCOMPARE(model.checkpoint.events, 0u);
        QVERIFY(model.checkpoint.committedAt.has_value());
        QVERIFY(ledger.rows().empty());
    }

    void rowsAreThoseOfAllEvents() {
        Ledger ledger;
        ledger.pay("a", 5);
        ledger.pay("b", 2);
        ledger.append("Noted");
        ledger.pay("a", 3);
        ledger.shut("b");
        const ModelInfo model = must(runOne(ledger, ledger.balances));
        QCOMPARE(ledger.rows(), (std::map<std::string, std::string>{{"a", R"({"amount":8,"payments":2})"}}));
        QCOMPARE(model.checkpoint.events, 4u);
        QVERIFY(model.checkpoint.position == must(ledger.store.reader().head({})).last);
    }

    /// In one go, in many small ones, with and without helping threads, with hardly any memory: the same rows.
    void incrementalIsTheSameAsAtOnce_data() {
        QTest::addColumn<int>("workers");
        QTest::addColumn<bool>("isSmall");
        QTest::newRow("alone") << 0 << false;
        QTest::newRow("with threads") << 1 << false;
        QTest::newRow("with threads that never come") << 2 << false;
        QTest::newRow("without memory") << 1 << true;
    }
    void incrementalIsTheSameAsAtOnce() {
        QFETCH(int, workers);
        QFETCH(bool, isSmall);
        Ledger ledger;
        Threads threads;
        Never never;
        JobControl job;
        if (workers > 0) job.workers = workers == 1 ? static_cast<Executor *>(&threads) : &never;
        RunOptions options = eager();
        if (isSmall) options.pace.rowBytesMax = 0;
        for (int i = 0; i < 12; ++i) {
            ledger.payMany(i * 60, 0);
            must(runOne(ledger, ledger.balances, options, job));
        }
        QCOMPARE(ledger.rows(), replayed(ledger, *ledger.balances));
        QCOMPARE(ledger.model().checkpoint.events, replayedEvents(ledger));
    }

    void severalProjectionsShareOnePass() {
        Ledger ledger;
        ledger.payMany(500, 0);
        must(runOne(ledger, ledger.days));
        ledger.payMany(20'000, 0);
        Threads threads;
        JobControl job;
        job.workers = &threads;
        const ModelTarget targets[] = {{ledger.balances, ModelRole::Live}, {ledger.days, ModelRole::Live}};
        const auto outcomes = must(carryOn(ledger.context(), targets, eager(), nullptr, job));
        QCOMPARE(outcomes.size(), 2u);
        QVERIFY(outcomes[0].model && outcomes[1].model);
        QCOMPARE(ledger.rows("balances"), replayed(ledger, *ledger.balances));
        QCOMPARE(ledger.rows("days"), replayed(ledger, *ledger.days));
    }

    /// Stopped at any commit and begun again: no event is lost, none counts twice.
    void aRunThatIsStoppedGoesOnWhereItWas() {
        Ledger ledger;
        ledger.payMany(30'000, 0);
        int stops = 0;
        for (int after = 1;; ++after) {
            std::stop_source stop;
            Watcher watcher(&stop, after % 3 + 1);
            JobControl job;
            job.stop = stop.get_token();
            const ModelTarget target{ledger.balances, ModelRole::Live};
            const auto outcomes = carryOn(ledger.context(), std::span(&target, 1), eager(), &watcher, job);
            if (outcomes) break;
            QCOMPARE(outcomes.error().kind, ErrorKind::Cancelled);
            ++stops;
        }
        QVERIFY(stops > 1);
        QCOMPARE(ledger.rows(), replayed(ledger, *ledger.balances));
        QCOMPARE(ledger.model().checkpoint.events, replayedEvents(ledger));
    }

    void whatFailsBecomesADeadLetterAndTheRestGoesOn() {
        Ledger ledger;
        ledger.payMany(20'000, 1000);
        const ModelInfo model = must(runOne(ledger, ledger.balances));
        QCOMPARE(model.openLetters, 20u);
        const auto letters = must(ledger.models.letters(model, kBeforeAll, 1000, {}));
        QCOMPARE(letters.size(), 20u);
        std::vector<PlainEvent> poisoned;
        for (PlainEvent &event : readAll(ledger.store.reader()))
            if (event.data.find("\"amount\":13}") != std::string::npos) poisoned.push_back(std::move(event));
        QCOMPARE(poisoned.size(), 20u);
        for (std::size_t i = 0; i < letters.size(); ++i) {
            QVERIFY(letters[i].position == poisoned[i].position);
            QVERIFY(letters[i].event == poisoned[i].id);
            QVERIFY(letters[i].version == poisoned[i].version);
            QCOMPARE(letters[i].type, std::string("Paid"));
            QCOMPARE(letters[i].reason, std::string("thirteen is too many"));
            QVERIFY(!letters[i].key.empty());
        }
        QCOMPARE(ledger.rows(), replayed(ledger, *ledger.balances));
    }

    void aProjectionThatFailsOnEverythingIsStopped() {
        Ledger ledger;
        for (int i = 0; i < 1000; ++i)
            ledger.payMany(110, 1);
        RunOptions patient;
        patient.pace.interval = std::chrono::hours(1);
        const auto model = runOne(ledger, ledger.balances, patient);
        QVERIFY(!model);
        QCOMPARE(model.error().kind, ErrorKind::Refused);
        QVERIFY(model.error().message.find("thirteen") != std::string::npos);
    }

    void pausedOutdatedAndLockedOnesAreLeftAlone() {
        Ledger ledger;
        ledger.pay("a", 1);
        must(runOne(ledger, ledger.balances));
        must(ledger.models.setPaused("balances", true, {}));
        ledger.pay("a", 1);
        QCOMPARE(runOne(ledger, ledger.balances).error().kind, ErrorKind::Refused);
        QCOMPARE(ledger.rows()["a"], std::string(R"({"amount":1,"payments":1})"));
        must(ledger.models.setPaused("balances", false, {}));
        {
            const auto lock = must(ledger.models.lock("balances", ModelRole::Live, {}));
            QCOMPARE(runOne(ledger, ledger.balances).error().kind, ErrorKind::Refused);
        }
        must(ledger.models.create(ledger.balances->info().schema, ModelRole::Live, {"another"}, {}));
        const auto outdated = runOne(ledger, ledger.balances);
        QCOMPARE(outdated.error().kind, ErrorKind::Refused);
        QVERIFY(outdated.error().message.find("another definition") != std::string::npos);
    }

    /// One that cannot go on does not keep the others.
    void anErrorIsOfOneProjectionOnly() {
        Ledger ledger;
        ledger.payMany(100, 0);
        must(ledger.models.create(ledger.balances->info().schema, ModelRole::Live, {"another"}, {}));
        const ModelTarget targets[] = {{ledger.balances, ModelRole::Live}, {ledger.days, ModelRole::Live}};
        const auto outcomes = must(carryOn(ledger.context(), targets, eager(), nullptr, {}));
        QVERIFY(!outcomes[0].model);
        QVERIFY(outcomes[1].model.has_value());
        QCOMPARE(ledger.rows("days"), replayed(ledger, *ledger.days));
    }

    void aLogThatWasPutBackIsNoticed() {
        Ledger ledger;
        ledger.payMany(50, 0);
        must(runOne(ledger, ledger.balances));
        Ledger younger;
        younger.payMany(10, 0);
        const ProjectionContext mixed{younger.store.reader(), ledger.lens, ledger.models, ledger.clock};
        const ModelTarget target{ledger.balances, ModelRole::Live};
        const auto outcomes = must(carryOn(mixed, std::span(&target, 1), eager(), nullptr, {}));
        QCOMPARE(outcomes.front().model.error().kind, ErrorKind::Refused);
    }

    void followingTakesWhatIsAppended() {
        Ledger ledger;
        ledger.payMany(100, 0);
        RunOptions options = eager();
        options.follow = true;
        std::stop_source stop;
        JobControl job;
        job.stop = stop.get_token();
        Result<ModelInfo> outcome = fail(ErrorKind::Internal, "not run");
        {
            const std::jthread running([&] { outcome = runOne(ledger, ledger.balances, options, job); });
            for (int i = 0; i < 20; ++i)
                ledger.payMany(50, 0);
            const Position last = must(ledger.store.reader().head({})).last;
            QTRY_VERIFY(positionOf(ledger) == last);
            stop.request_stop();
        }
        QVERIFY(outcome.has_value());
        QCOMPARE(ledger.rows(), replayed(ledger, *ledger.balances));
    }

    /// A rebuild elsewhere puts another table in place while one follows: it is carried on from where it stands.
    void aTableThatWasReplacedIsCarriedOn() {
        Ledger ledger;
        ledger.payMany(100, 0);
        RunOptions options = eager();
        options.follow = true;
        std::stop_source stop;
        JobControl job;
        job.stop = stop.get_token();
        const std::jthread running([&] { static_cast<void>(runOne(ledger, ledger.balances, options, job)); });
        const Position first = must(ledger.store.reader().head({})).last;
        QTRY_VERIFY(positionOf(ledger) == first);
        const ModelTarget shadow{ledger.balances, ModelRole::Shadow};
        QVERIFY(must(carryOn(ledger.context(), std::span(&shadow, 1), eager(), nullptr, {})).front().model);
        const std::uint64_t before = ledger.model().generation;
        must(ledger.models.swap("balances", false, {}));
        QVERIFY(ledger.model().generation != before);
        ledger.payMany(77, 0);
        const Position last = must(ledger.store.reader().head({})).last;
        QTRY_VERIFY(positionOf(ledger) == last);
        stop.request_stop();
        QCOMPARE(ledger.rows(), replayed(ledger, *ledger.balances));
    }

  private:
    static Position positionOf(Ledger &ledger) {
        const auto model = must(ledger.models.find("balances", ModelRole::Live, {}));
        return model ? model->checkpoint.position : kBeforeAll;
    }
    static std::uint64_t replayedEvents(Ledger &ledger) {
        std::uint64_t events = 0;
        for (const PlainEvent &event : readAll(ledger.store.reader()))
            events += event.type == "Paid" || event.type == "AccountShut";
        return events;
    }
};

QTEST_GUILESS_MAIN(TestRunner)
#include "tst_runner.moc"
