// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/sample_maker.h"

#include "tests/core/aggregate/made_sample.h"

#include <array>
#include <set>

using namespace eventscope;
using namespace eventscope::samples;
using namespace eventscope::test;

/// What holds for a sample as a whole, whatever is planted in it.
class TestSampleMaker : public QObject {
    Q_OBJECT

    std::unique_ptr<MadeSample> m_sample;
    std::vector<SampleEvent> m_events;

  private Q_SLOTS:
    void initTestCase() {
        m_sample = std::make_unique<MadeSample>(SampleOptions{.events = 5'000, .seed = 11});
        QVERIFY(m_sample->made.has_value());
        m_events = m_sample->events();
    }

    void hasTheEventsAskedFor_data() {
        QTest::addColumn<qulonglong>("events");
        for (const qulonglong events : std::array<qulonglong, 6>{1, 20, 300, 1'000, 5'000, 20'000}) {
            QTest::addRow("%llu", events) << events;
        }
    }
    void hasTheEventsAskedFor() {
        QFETCH(qulonglong, events);
        const MadeSample sample({.events = events, .seed = 3, .clean = true});
        QVERIFY(sample.made.has_value());
        QVERIFY(sample.made->events >= events);
        QVERIFY(sample.made->events < events + 60);
        QCOMPARE(sample.made->events, sample.store.reader().head({})->last.minor);
    }
    void countsStreams() {
        std::set<std::string> streams;
        for (const SampleEvent &event : m_events)
            streams.insert(event.stream);
        QCOMPARE(m_sample->made->streams, std::uint64_t(streams.size()));
        QCOMPARE(m_sample->made->events, std::uint64_t(m_events.size()));
    }

    void theSameSeedGivesTheSameBytes() {
        const MadeSample again({.events = 5'000, .seed = 11}), other({.events = 5'000, .seed = 12});
        QCOMPARE(again.fingerprint(), m_sample->fingerprint());
        QVERIFY(again.made->plantedFaults == m_sample->made->plantedFaults);
        QVERIFY(other.fingerprint() != m_sample->fingerprint());
    }
    void twoSeedsShareNoIds() {
        const MadeSample other({.events = 5'000, .seed = 12});
        std::set<std::string> ids;
        for (const SampleEvent &event : m_events)
            ids.insert({event.id, event.stream});
        for (const SampleEvent &event : other.events())
            QVERIFY(!ids.contains(event.id) && !ids.contains(event.stream));
    }

    void timeGrowsStrictlyOverTwoYears() {
        for (std::size_t i = 1; i < m_events.size(); ++i)
            QVERIFY(m_events[i - 1].recordedAt < m_events[i].recordedAt);
        QVERIFY(m_events.front().recordedAt < *parseTime("2024-04-08"));
        QVERIFY(m_events.back().recordedAt > *parseTime("2026-03-25"));
        QVERIFY(m_events.back().recordedAt < *parseTime("2026-04-20"));
    }
    void oneAccountIsLong_data() {
        QTest::addColumn<qulonglong>("events");
        for (const qulonglong events : std::array<qulonglong, 4>{1, 60, 1'000, 20'000})
            QTest::addRow("%llu", events) << events;
    }
    void oneAccountIsLong() {
        QFETCH(qulonglong, events);
        const MadeSample sample({.events = events, .seed = 5});
        std::map<std::string, std::uint64_t> length;
        for (const SampleEvent &event : sample.events()) {
            if (categoryOf(event.stream) == "account") ++length[event.stream];
        }
        std::uint64_t longest = 0;
        for (const auto &[stream, count] : length)
            longest = std::max(longest, count);
        QVERIFY(longest * 20 >= sample.made->events);
    }

    void showsEveryTypeEvenWhenSmall() {
        std::set<std::string> types;
        const MadeSample small({.events = 2'000, .seed = 2});
        for (const SampleEvent &event : small.events()) {
            types.insert(event.type + " " + std::to_string(event.schemaVersion));
        }
        for (const char *type :
             {"AccountOpened 1",       "MoneyDeposited 1",        "MoneyWithdrawn 1",      "OrderCreated 1",
              "OrderItemAdded 1",      "OrderItemRemoved 1",      "OrderPlaced 1",         "ShipmentFailed 1",
              "OrderShipped 1",        "OrderDelivered 1",        "OrderCancelled 1",      "CandidateCreated 1",
              "CandidateSkillAdded 1", "CandidateMatchedToJob 1", "CandidateAnonymized 1", "UserRegistered 1",
              "UserRegistered 2",      "UserActivated 1",         "UserEmailChanged 1",    "StockReceived 1",
              "InventoryReserved 1",   "InventoryReleased 1",     "InventoryRejected 1",   "PaymentRequested 1",
              "PaymentAccepted 1",     "PaymentFailed 1",         "PaymentRefunded 1",     "FulfilmentStarted 1",
              "FulfilmentStepped 1",   "FulfilmentEnded 1"}) {
            QVERIFY2(types.contains(type), type);
        }
    }
    void theFirstReleaseComesFirst() {
        Time lastOld, firstNew = Time::max();
        for (const SampleEvent &event : m_events) {
            if (event.type != "UserRegistered") continue;
            if (event.schemaVersion == 1) lastOld = std::max(lastOld, event.recordedAt);
            if (event.schemaVersion == 2) firstNew = std::min(firstNew, event.recordedAt);
            QCOMPARE(event.data.size(), std::size_t(event.schemaVersion == 1 ? 2 : 3));
        }
        QVERIFY(lastOld < firstNew);
    }

    void everyEventSaysWhoAndWhy() {
        std::set<std::string> seen;
        const std::string broken = m_sample->fault("missing-cause")->where;
        for (const SampleEvent &event : m_events) {
            seen.insert(event.id);
            QVERIFY(!event.metadata.correlationId.empty() && !event.metadata.userId.empty());
            QCOMPARE(seen.contains(event.metadata.causationId), event.stream != broken);
        }
    }
    void aFulfilmentIsOneChain() {
        std::map<std::string, const SampleEvent *> byId;
        for (const SampleEvent &event : m_events)
            byId[event.id] = &event;
        int ended = 0;
        for (const SampleEvent &event : m_events) {
            if (event.type != "FulfilmentEnded") continue;
            ++ended;
            const SampleEvent *cause = &event;
            std::set<std::string> streams;
            while (cause && cause->metadata.causationId != cause->id) {
                QCOMPARE(cause->metadata.correlationId, event.metadata.correlationId);
                streams.insert(std::string(categoryOf(cause->stream)));
                const auto found = byId.find(cause->metadata.causationId);
                cause = found == byId.end() ? nullptr : found->second;
            }
            if (!cause) continue; // the order whose cause is missing
            QCOMPARE(cause->type, std::string("OrderPlaced"));
            QVERIFY(streams.contains("inventory"));
        }
        QVERIFY(ended > 20);
    }

    void personalTextsAreOnesOwn() {
        std::map<std::string, std::set<std::string>> subjects; // by text
        for (const SampleEvent &event : m_events) {
            if (event.type == "CandidateCreated") {
                subjects[event.text("fullName")].insert(event.text("candidateId"));
                subjects[event.text("email")].insert(event.text("candidateId"));
            } else if (event.type == "UserRegistered" || event.type == "UserEmailChanged") {
                subjects[event.text("email")].insert(event.text("userId"));
            } else if (event.type == "AccountOpened") {
                subjects[event.text("owner")].insert(event.text("accountId"));
            } else if (event.type == "OrderPlaced") {
                subjects[std::string(event.data.member("shippingAddress").member("street").token())].insert(
                    event.text("customerId"));
            }
        }
        QVERIFY(subjects.size() > 300);
        std::string all;
        for (const auto &[text, who] : subjects) {
            QCOMPARE(who.size(), std::size_t(1));
            all += text + "\n";
        }
        for (const auto &[text, who] : subjects)
            QCOMPARE(all.find(text), all.rfind(text)); // in nobody else's either
    }

    void keepsASnapshotEveryHundredVersions() {
        std::map<std::string, std::int64_t> length;
        for (const SampleEvent &event : m_events)
            length[event.stream] = event.version;
        std::map<std::string, std::set<std::int64_t>> kept;
        const std::string lying = m_sample->fault("lying-snapshot")->where;
        for (const Snapshot &snapshot : m_sample->snapshots()) {
            kept[snapshot.stream.value].insert(snapshot.version.value);
        }
        for (const auto &[stream, versions] : length) {
            std::set<std::int64_t> expected;
            for (std::int64_t version = 100; version <= versions; version += 100)
                expected.insert(version);
            if (stream == lying || categoryOf(stream) == "fulfilment") continue;
            QVERIFY(kept[stream] == expected);
        }
        QVERIFY(kept.size() >= 2);
    }

    void refusesAStoreWithEvents() {
        const auto again = makeSample(m_sample->store, m_sample->clock, {}, {});
        QVERIFY(!again && again.error().kind == ErrorKind::Refused);
    }
    void refusesSizesItCannotMake() {
        for (const std::uint64_t events : std::array{std::uint64_t(0), kSampleEventsMax + 1}) {
            const MadeSample sample({.events = events});
            QVERIFY(!sample.made && sample.made.error().kind == ErrorKind::Invalid);
        }
    }
    void canBeStopped_data() {
        QTest::addColumn<qulonglong>("events");
        QTest::newRow("while it writes") << qulonglong(kDirectEventsMax);
        QTest::newRow("before it imports") << qulonglong(kDirectEventsMax + 1'000);
    }
    void canBeStopped() {
        QFETCH(qulonglong, events);
        struct StopAt final : Progress {
            std::stop_source source;
            void report(ProgressStep step) override {
                if (step.done >= 500) source.request_stop();
            }
        } progress;
        SimulatedClock clock;
        MemoryStore store(clock);
        const JobControl job{progress.source.get_token(), &progress, nullptr};
        const auto made = makeSample(store, clock, {.events = events}, job);
        QVERIFY(!made && made.error().kind == ErrorKind::Cancelled);
        const std::uint64_t left = store.reader().head({})->last.minor;
        QVERIFY(events > kDirectEventsMax ? left == 0 : left > 400 && left < 600);
    }
};

QTEST_APPLESS_MAIN(TestSampleMaker)
#include "tst_sample_maker.moc"
