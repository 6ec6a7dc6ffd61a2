// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/aggregate_fold.h"
#include "core/aggregate/repository.h"
#include "core/aggregate/samples/bank_account.h"
#include "core/aggregate/samples/candidate.h"
#include "core/aggregate/samples/inventory.h"
#include "core/aggregate/samples/order.h"
#include "core/aggregate/samples/payment.h"
#include "core/aggregate/samples/sample_domain.h"
#include "core/aggregate/samples/user.h"
#include "tests/core/aggregate/made_sample.h"

#include <set>

using namespace eventscope;
using namespace eventscope::samples;
using namespace eventscope::test;

namespace {

const LensPtr kLens = *upcastingLens(sampleUpcasters());

/// Folds a stream from its beginning with the aggregate's fold; each step's outcome goes to `outcomes`.
template <Aggregate A>
Json folded(const MadeSample &sample, const std::string &stream, std::vector<StepOutcome> *outcomes = nullptr) {
    struct Collect final : StepSink {
        std::vector<StepOutcome> outcomes;
        Result<Flow> step(std::size_t, const Json *, const StepOutcome &outcome) override {
            outcomes.push_back(outcome);
            return Flow::More;
        }
    } collect;
    const auto run = AggregateFold<A>().start();
    Query query;
    query.from = Selector::stream({stream});
    query.fields = Fields::Data;
    SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
        ES_ASSIGN(readable, kLens->open(std::move(batch)));
        ES_TRY(run->apply(readable, Emit::last(), &collect, {}));
        return Flow::More;
    });
    if (!sample.store.reader().scan(query, sink, {})) return {};
    if (outcomes) *outcomes = collect.outcomes;
    return *run->state();
}

/// The streams of a category whose fold and repository (which starts from snapshots) do not agree.
template <Aggregate A>
std::vector<std::string> disagreeing(MadeSample &sample) {
    RandomEventIds ids(sample.clock);
    Repository<A> repository(sample.store, sample.clock, ids, {.lens = kLens});
    CatalogueQuery query;
    query.category = std::string(A::kCategory);
    query.rowsMax = 100'000;
    const auto catalogue = sample.store.reader().catalogue(query, {});
    std::vector<std::string> wrong;
    for (const StreamEntry &entry : catalogue->streams) {
        const auto loaded = repository.load({entry.stream}, {});
        const bool agrees = loaded && (*loaded)->stream.version == entry.version &&
                            *toJson((*loaded)->state) == folded<A>(sample, entry.stream);
        if (!agrees) wrong.push_back(entry.stream);
    }
    if (catalogue->streams.empty()) wrong.push_back("no streams at all");
    return wrong;
}

/// The streams of fulfilments that asked for a payment which failed, and never took notice of it.
std::set<std::string> stuckFulfilments(const std::vector<SampleEvent> &events) {
    std::set<std::string> stuck;
    for (const SampleEvent &event : events) {
        const std::string stream = "fulfilment-" + event.text("orderId");
        if (event.type == "PaymentFailed") stuck.insert(stream);
        if (event.type == "FulfilmentStepped" && event.text("step") == "paymentFailed") stuck.erase(stream);
    }
    return stuck;
}

std::set<std::string> below(const std::vector<SampleEvent> &events) {
    std::set<std::string> streams;
    for (const SampleEvent &event : events) {
        if (event.text("balanceAfter").starts_with('-')) streams.insert(event.stream);
    }
    return streams;
}

std::set<std::string> streamsOf(const std::vector<SampleEvent> &events, std::string_view type) {
    std::set<std::string> streams;
    for (const SampleEvent &event : events) {
        if (event.type == type) streams.insert(event.stream);
    }
    return streams;
}

std::set<std::string> brokenCauses(const std::vector<SampleEvent> &events) {
    std::set<std::string> ids, streams;
    for (const SampleEvent &event : events)
        ids.insert(event.id);
    for (const SampleEvent &event : events) {
        if (!ids.contains(event.metadata.causationId)) streams.insert(event.stream);
    }
    return streams;
}

} // namespace

/// The planted faults: each is there, where the report says, and nowhere else; a clean sample has none.
class TestSampleFaults : public QObject {
    Q_OBJECT

    std::unique_ptr<MadeSample> m_sample, m_clean;
    std::vector<SampleEvent> m_events, m_cleanEvents;
    using Streams = std::set<std::string>;
    Streams where(std::string_view fault) const { return {m_sample->fault(fault)->where}; }

  private Q_SLOTS:
    void initTestCase() {
        m_sample = std::make_unique<MadeSample>(SampleOptions{.events = 6'000, .seed = 21});
        m_clean = std::make_unique<MadeSample>(SampleOptions{.events = 6'000, .seed = 21, .clean = true});
        QVERIFY(m_sample->made.has_value() && m_clean->made.has_value());
        m_events = m_sample->events();
        m_cleanEvents = m_clean->events();
    }

    void tellsOfEach() {
        Streams names;
        for (const PlantedFault &fault : m_sample->made->plantedFaults) {
            names.insert(fault.name);
            QVERIFY(fault.description.find(fault.where.substr(fault.where.find('-'))) != std::string::npos);
        }
        QVERIFY((names == Streams{"unknown-type", "overdrawn-account", "erased-candidate", "lying-snapshot",
                                  "stuck-process", "missing-cause"}));
        QVERIFY(m_clean->made->plantedFaults.empty());
    }
    void plantsAllInTheSmallestSample() {
        const MadeSample sample({.events = 1, .seed = 4});
        QVERIFY(sample.made.has_value());
        QCOMPARE(sample.made->plantedFaults.size(), std::size_t(6));
        const auto events = sample.events();
        QVERIFY(stuckFulfilments(events) == Streams{sample.fault("stuck-process")->where});
        QVERIFY(brokenCauses(events) == Streams{sample.fault("missing-cause")->where});
        QVERIFY(below(events) == Streams{sample.fault("overdrawn-account")->where});
    }

    void anAccountIsOverdrawn() {
        QVERIFY(below(m_events) == where("overdrawn-account"));
        QVERIFY(below(m_cleanEvents).empty());
        const Json state = folded<BankAccount>(*m_sample, *where("overdrawn-account").begin());
        QCOMPARE(state.member("balance").token(), std::string_view("-250.00"));
    }
    void anEventHasAnUnknownType() {
        QVERIFY(streamsOf(m_events, "LoyaltyPointsGranted") == where("unknown-type"));
        QVERIFY(streamsOf(m_cleanEvents, "LoyaltyPointsGranted").empty());
        std::vector<StepOutcome> outcomes;
        static_cast<void>(folded<BankAccount>(*m_sample, *where("unknown-type").begin(), &outcomes));
        QVERIFY(outcomes.back().kind == StepOutcome::Kind::Ignored);
    }
    void aCandidateIsErased() {
        QVERIFY(streamsOf(m_events, "CandidateAnonymized") == where("erased-candidate"));
        QVERIFY(streamsOf(m_cleanEvents, "CandidateAnonymized").empty());
        const Json state = folded<Candidate>(*m_sample, *where("erased-candidate").begin());
        QCOMPARE(state.member("fullName").token(), std::string_view("ANONYMIZED"));
        QVERIFY(state.member("email").isNull());
    }
    void aProcessIsStuck() {
        QVERIFY(stuckFulfilments(m_events) == where("stuck-process"));
        QVERIFY(stuckFulfilments(m_cleanEvents).empty());
        QVERIFY(!streamsOf(m_cleanEvents, "PaymentFailed").empty()); // or there would be nothing to be stuck on
    }
    void aCauseIsMissing() {
        QVERIFY(brokenCauses(m_events) == where("missing-cause"));
        QVERIFY(brokenCauses(m_cleanEvents).empty());
        for (const SampleEvent &event : m_sample->streamEvents(*where("missing-cause").begin())) {
            QVERIFY(event.metadata.causationId != event.id);
        }
    }

    void onlyTheSnapshotThatLiesDisagrees() {
        const std::vector<std::string> lying = {m_sample->fault("lying-snapshot")->where};
        QVERIFY(disagreeing<BankAccount>(*m_sample) == lying);
        QVERIFY(disagreeing<Order>(*m_sample).empty());
        QVERIFY(disagreeing<Candidate>(*m_sample).empty());
        QVERIFY(disagreeing<User>(*m_sample).empty());
        QVERIFY(disagreeing<Inventory>(*m_sample).empty());
        QVERIFY(disagreeing<Payment>(*m_sample).empty());
    }
    void aCleanSampleAgreesThroughout() { QVERIFY(disagreeing<BankAccount>(*m_clean).empty()); }

    void everyKnownEventFolds() {
        for (const SampleEvent &event : m_events)
            QVERIFY(event.data.isObject());
        std::vector<StepOutcome> outcomes;
        for (const std::string &stream : streamsOf(m_events, "OrderCreated")) {
            static_cast<void>(folded<Order>(*m_sample, stream, &outcomes));
            for (const StepOutcome &outcome : outcomes)
                QVERIFY(outcome.kind == StepOutcome::Kind::Applied);
        }
    }
};

QTEST_APPLESS_MAIN(TestSampleFaults)
#include "tst_sample_faults.moc"
