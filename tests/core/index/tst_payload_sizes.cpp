// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/simulated_clock.h"
#include "core/index/payload_sizes.h"
#include "core/store/memory/memory_store.h"
#include "tests/core/lens/lens_fixtures.h"

#include <QTest>
#include <rapidcheck.h>

using namespace eventscope;
using namespace eventscope::testing;

class TestPayloadSizes : public QObject {
    Q_OBJECT

    void append(int n, std::size_t bytes, const char *type = "T") {
        NewEvent event;
        event.id = newEventId(static_cast<std::uint64_t>(n));
        event.type = type;
        event.data = "\"" + std::string(bytes - 2, 'x') + "\"";
        QVERIFY(m_store->append({"s-1"}, Expected::any(), {&event, 1}, {}));
    }
    [[nodiscard]] Result<void> measure(PayloadSizes &sizes, const char *filter, Position until = kEnd,
                                       const JobControl &job = {}) const {
        return measureSizes(m_store->reader(), *identityLens(), *Filter::parse(filter), until, sizes, job);
    }

  private Q_SLOTS:
    void init() {
        m_store = std::make_unique<MemoryStore>(m_clock);
        for (int i = 1; i <= 100; ++i)
            append(i, static_cast<std::size_t>(i == 40 ? 900 : i + 1), i % 2 == 0 ? "Even" : "Odd");
    }

    void theyAreThoseOfNaiveCounting() {
        QVERIFY(rc::check([](const std::vector<std::uint16_t> &bytes) {
            PayloadSizes sizes;
            for (std::size_t i = 0; i < bytes.size(); ++i)
                sizes.add({0, i + 1}, bytes[i]);
            std::vector<std::uint16_t> sorted = bytes;
            std::ranges::sort(sorted);
            const auto rank = [&](std::size_t percent) -> std::uint32_t {
                return sorted.empty() ? 0 : sorted[std::max<std::size_t>(1, (sorted.size() * percent + 99) / 100) - 1];
            };
            SizeSummary wanted;
            wanted.events = bytes.size();
            for (const std::uint16_t size : bytes)
                wanted.sum += size;
            wanted.median = rank(50);
            wanted.p95 = rank(95);
            wanted.p99 = rank(99);
            wanted.most = rank(100);
            wanted.largest = kBeforeAll;
            if (!bytes.empty())
                wanted.largest = {0, static_cast<std::uint64_t>(std::ranges::max_element(bytes) - bytes.begin()) + 1};
            RC_ASSERT(sizes.summary() == wanted);
        }));
    }

    void theStoreIsMeasuredAsFarAsTheFilterMatches() {
        PayloadSizes sizes;
        QVERIFY(measure(sizes, "type == \"Even\""));
        const SizeSummary even = sizes.summary();
        QCOMPARE(even.events, 50u);
        QCOMPARE(even.most, 900u);
        QVERIFY(even.largest == (Position{0, 40}));
        PayloadSizes ofPayload;
        QVERIFY(measure(ofPayload, "data.length == 20 || type == \"None\""));
        QCOMPARE(ofPayload.events(), 1u);
    }

    void itGoesOnWhereItEnded() {
        PayloadSizes sizes;
        QVERIFY(measure(sizes, "", {0, 60}));
        QCOMPARE(sizes.events(), 60u);
        QVERIFY(sizes.measuredTo() == (Position{0, 60}));
        QVERIFY(measure(sizes, "", {0, 60}));
        QCOMPARE(sizes.events(), 60u);
        append(101, 5000);
        QVERIFY(measure(sizes, "", {0, 101}));
        QCOMPARE(sizes.summary().events, 101u);
        QCOMPARE(sizes.summary().most, 5000u);
    }

    void aListIsMeasuredWithoutWhatIsNotThere() {
        PayloadSizes sizes;
        QVERIFY(measureSizesAt(m_store->reader(), {{0, 1}, {0, 40}, {0, 5000}}, sizes, {}));
        QCOMPARE(sizes.summary().sum, 902u);
    }

    void itStops() {
        std::stop_source stop;
        stop.request_stop();
        PayloadSizes sizes;
        QVERIFY(!measure(sizes, "", kEnd, {stop.get_token(), nullptr, nullptr}));
        QVERIFY(!measureSizesAt(m_store->reader(), {{0, 1}}, sizes, {stop.get_token(), nullptr, nullptr}));
        QCOMPARE(sizes.summary().events, 0u);
    }

  private:
    SimulatedClock m_clock;
    std::unique_ptr<MemoryStore> m_store;
};

QTEST_GUILESS_MAIN(TestPayloadSizes)
#include "tst_payload_sizes.moc"
