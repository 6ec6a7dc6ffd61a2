// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projection/doctor.h"
#include "tests/core/projection/ledger.h"

#include <QtTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// A store whose log ends in what is not settled yet.
class Unsettled final : public EventStore {
  public:
    Unsettled(const EventStore &store, Head head) : m_store(store), m_head(std::move(head)) {}
    const StoreInfo &info() const override { return m_store.info(); }
    Result<Head> head(const JobControl &) const override { return m_head; }
    Result<BatchPtr> page(const Query &query, const JobControl &job) const override { return m_store.page(query, job); }
    Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const override {
        return m_store.scan(query, sink, job);
    }
    Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const override {
        return m_store.follow(query, sink, job);
    }
    Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const override {
        return m_store.catalogue(query, job);
    }
    Result<SnapshotList> snapshots(const StreamId &stream, const JobControl &job) const override {
        return m_store.snapshots(stream, job);
    }

  private:
    const EventStore &m_store;
    const Head m_head;
};

/// A clock that a test sets.
class SetClock final : public Clock {
  public:
    Time time{};
    Time now() override { return time; }
};

ModelStatus statusOf(const ProjectionContext &context, const ProjectionPtr &projection) {
    return must(modelStatuses(context, std::span(&projection, 1), {})).front();
}
ModelStatus statusOf(Ledger &ledger) { return statusOf(ledger.context(), ledger.balances); }

std::vector<Diagnosis> diagnosesOf(Ledger &ledger) { return must(diagnose(ledger.context(), statusOf(ledger), {})); }

const Diagnosis *find(const std::vector<Diagnosis> &all, Complaint complaint) {
    const auto found = std::ranges::find(all, complaint, &Diagnosis::complaint);
    return found == all.end() ? nullptr : &*found;
}

bool hasProblem(const std::vector<Diagnosis> &all) { return std::ranges::any_of(all, &Diagnosis::isProblem); }

void runLive(Ledger &ledger) {
    const ModelTarget target{ledger.balances, ModelRole::Live};
    QVERIFY(must(carryOn(ledger.context(), std::span(&target, 1), {}, nullptr, {})).front().model);
}

} // namespace

class TestDoctor : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aHealthyOneHasNoComplaint() {
        Ledger ledger;
        ledger.payMany(200, 0);
        runLive(ledger);
        QVERIFY(statusOf(ledger).isHealthy());
        QCOMPARE(statusOf(ledger).state, ModelState::UpToDate);
        QVERIFY(diagnosesOf(ledger).empty());
    }

    void oneThatWasNeverRun() {
        Ledger ledger;
        ledger.payMany(200, 0);
        QCOMPARE(statusOf(ledger).state, ModelState::NotBuilt);
        QCOMPARE(statusOf(ledger).lagEvents, 201u);
        QVERIFY(find(diagnosesOf(ledger), Complaint::NotBuilt)->isProblem);
    }

    void oneThatIsBehind() {
        Ledger ledger;
        ledger.payMany(100, 0);
        runLive(ledger);
        ledger.payMany(50, 0);
        const ModelStatus status = statusOf(ledger);
        QCOMPARE(status.state, ModelState::Behind);
        QCOMPARE(status.lagEvents, 50u);
        QVERIFY(status.lag.count() > 0);
        QVERIFY(!status.isHealthy());
        QVERIFY(find(diagnosesOf(ledger), Complaint::NobodyRuns)->isProblem);
        {
            const auto lock = must(ledger.models.lock("balances", ModelRole::Live, {}));
            QCOMPARE(statusOf(ledger).state, ModelState::Running);
        }
    }

    void oneThatIsPaused() {
        Ledger ledger;
        ledger.payMany(100, 0);
        runLive(ledger);
        must(ledger.models.setPaused("balances", true, {}));
        QCOMPARE(statusOf(ledger).state, ModelState::Paused);
        QVERIFY(!hasProblem(diagnosesOf(ledger)));
        ledger.pay("a", 1);
        QVERIFY(find(diagnosesOf(ledger), Complaint::Paused)->isProblem);
    }

    void oneOfAnotherDefinition() {
        Ledger ledger;
        ledger.payMany(100, 0);
        must(ledger.models.create(ledger.balances->info().schema, ModelRole::Live, {"another"}, {}));
        QCOMPARE(statusOf(ledger).state, ModelState::Outdated);
        QVERIFY(find(diagnosesOf(ledger), Complaint::Outdated)->isProblem);
    }

    void aLogThatWasPutBack() {
        Ledger ledger;
        ledger.payMany(100, 0);
        runLive(ledger);
        Ledger younger;
        younger.payMany(10, 0);
        const ProjectionContext mixed{younger.store.reader(), ledger.lens, ledger.models, ledger.clock};
        const ModelStatus status = statusOf(mixed, ledger.balances);
        QCOMPARE(status.state, ModelState::BeyondHead);
        QVERIFY(find(must(diagnose(mixed, status, {})), Complaint::BeyondHead)->isProblem);
    }

    void anOpenHole() {
        Ledger ledger;
        ledger.payMany(100, 0);
        Head head = must(ledger.store.reader().head({}));
        head.settled = Position{0, 50};
        head.holes = {{Position{0, 51}, Hole::State::Open, "transaction 817 of app@shop runs for 2 h"}};
        const Unsettled store(ledger.store.reader(), head);
        const ProjectionContext context{store, ledger.lens, ledger.models, ledger.clock};
        const ModelTarget target{ledger.balances, ModelRole::Live};
        const auto outcome = must(carryOn(context, std::span(&target, 1), {}, nullptr, {})).front();
        QVERIFY(outcome.model->checkpoint.position == (Position{0, 50}));
        const auto found = must(diagnose(context, statusOf(context, ledger.balances), {}));
        const Diagnosis *hole = find(found, Complaint::OpenHole);
        QVERIFY(hole && hole->isProblem);
        QVERIFY(std::ranges::any_of(hole->evidence, [](const std::string &line) {
            return line.find("51 is open") == 0 && line.find("817") != std::string::npos;
        }));
    }

    void poisonIsNamed() {
        Ledger ledger;
        ledger.payMany(100, 40);
        runLive(ledger);
        const auto found = diagnosesOf(ledger);
        const Diagnosis *poison = find(found, Complaint::PoisonEvents);
        QVERIFY(poison && poison->isProblem);
        QCOMPARE(poison->evidence.size(), 2u);
        QVERIFY(poison->evidence.front().find("thirteen") != std::string::npos);
        for (const DeadLetter &letter : must(ledger.models.letters(ledger.model(), kBeforeAll, 10, {})))
            must(ledger.models.skip(ledger.model(), letter.event, "a test", ledger.clock.now(), {}));
        QVERIFY(!hasProblem(diagnosesOf(ledger)));
        QVERIFY(statusOf(ledger).isHealthy());
    }

    void whatComesNextIsTriedWithoutWriting() {
        Ledger ledger;
        ledger.payMany(100, 0);
        runLive(ledger);
        ledger.payMany(50, 10);
        const auto before = ledger.model().checkpoint;
        const auto found = diagnosesOf(ledger);
        const Diagnosis *next = find(found, Complaint::NextFails);
        QVERIFY(next && next->message.find("5 of the next 50") == 0);
        QVERIFY(ledger.model().checkpoint == before);
    }

    void aProgramThatHasTheLockAndDoesNothing() {
        Ledger ledger;
        ledger.payMany(100, 0);
        runLive(ledger);
        ledger.payMany(10, 0);
        const auto lock = must(ledger.models.lock("balances", ModelRole::Live, {}));
        SetClock clock;
        clock.time = *ledger.model().checkpoint.committedAt + std::chrono::seconds(30);
        const ProjectionContext context{ledger.store.reader(), ledger.lens, ledger.models, clock};
        const ModelStatus status = statusOf(context, ledger.balances);
        QVERIFY(!find(must(diagnose(context, status, {})), Complaint::NoProgress));
        clock.time += std::chrono::seconds(60);
        QVERIFY(find(must(diagnose(context, status, {})), Complaint::NoProgress)->isProblem);
    }

    void typesThatNoEventHas() {
        Ledger ledger;
        ledger.append("Noted");
        runLive(ledger);
        const auto found = diagnosesOf(ledger);
        const Diagnosis *unknown = find(found, Complaint::UnknownType);
        QVERIFY(unknown && !unknown->isProblem && !unknown->advice.empty());
        QCOMPARE(unknown->evidence, (std::vector<std::string>{"AccountShut", "Paid"}));
        ledger.pay("a", 1);
        runLive(ledger);
        QVERIFY(!hasProblem(diagnosesOf(ledger)));
    }

    void aLogAtRestIsGoodToKnow() {
        Ledger ledger;
        ledger.payMany(100, 0);
        runLive(ledger);
        SetClock clock;
        clock.time = ledger.clock.now() + std::chrono::hours(80);
        const ProjectionContext context{ledger.store.reader(), ledger.lens, ledger.models, clock};
        const auto found = must(diagnose(context, statusOf(context, ledger.balances), {}));
        const Diagnosis *rest = find(found, Complaint::HeadAtRest);
        QVERIFY(rest && !rest->isProblem);
        QVERIFY(rest->message.find("3 d") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestDoctor)
#include "tst_doctor.moc"
