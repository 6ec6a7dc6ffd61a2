// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/store_contract.h"

#include "tests/support/store_fixture.h"

#include <QTest>

#include <atomic>
#include <semaphore>
#include <thread>

namespace eventscope::testing {

namespace {

template <class T>
bool wasCancelled(const Result<T> &result) {
    return !result && result.error().kind == ErrorKind::Cancelled;
}

} // namespace

void StoreContract::stopEndsEveryCall() {
    auto &store = freshStore();
    must(store.append({"s"}, Expected::any(), eventsNamed({"a"}), {}));
    std::stop_source stop;
    stop.request_stop();
    const JobControl job{.stop = stop.get_token()};
    const EventStore &reader = store.reader();
    SinkOf sink([](const BatchPtr &) -> Result<Flow> { return Flow::More; });
    QVERIFY(wasCancelled(reader.head(job)));
    QVERIFY(wasCancelled(reader.page({}, job)));
    QVERIFY(wasCancelled(reader.scan({}, sink, job)));
    QVERIFY(wasCancelled(reader.follow({}, sink, job)));
    QVERIFY(wasCancelled(reader.catalogue({}, job)));
    QVERIFY(wasCancelled(reader.snapshots({}, job)));
    QVERIFY(wasCancelled(store.append({"s"}, Expected::any(), eventsNamed({"b"}), job)));
    QCOMPARE(readAll(reader).size(), std::size_t{1});
}

void StoreContract::stopEndsScanBetweenBatches() {
    auto &store = freshStore();
    std::vector<NewEvent> batch;
    for (int i = 0; i < 2000; ++i)
        batch.push_back(eventNamed(std::to_string(i)));
    must(store.append({"s"}, Expected::any(), batch, {}));
    std::stop_source stop;
    int batches = 0;
    SinkOf sink([&](const BatchPtr &) -> Result<Flow> {
        ++batches;
        stop.request_stop();
        return Flow::More;
    });
    QVERIFY(wasCancelled(store.reader().scan({}, sink, {.stop = stop.get_token()})));
    QCOMPARE(batches, 1);
}

void StoreContract::stopEndsWaitingFollower() {
    auto &store = freshStore();
    must(store.append({"s"}, Expected::any(), eventsNamed({"a"}), {}));
    std::stop_source stop;
    std::binary_semaphore caughtUp(0);
    const std::jthread stopper([&] {
        caughtUp.acquire();
        stop.request_stop();
    });
    SinkOf sink([&](const BatchPtr &) -> Result<Flow> {
        caughtUp.release();
        return Flow::More;
    });
    QVERIFY(wasCancelled(store.reader().follow({}, sink, {.stop = stop.get_token()})));
}

void StoreContract::followerSeesEveryEventOnce() {
    constexpr int kWriters = 4, kBatches = 40, kBatchEvents = 5;
    constexpr std::size_t kEvents = std::size_t{kWriters} * kBatches * kBatchEvents;
    auto &store = freshStore();
    std::atomic<int> failures = 0;
    const auto write = [&](int writer) {
        for (int i = 0; i < kBatches; ++i) {
            std::vector<NewEvent> batch;
            for (int k = 0; k < kBatchEvents; ++k) {
                batch.push_back(eventNamed(std::to_string(writer) + "/" + std::to_string(i * kBatchEvents + k)));
            }
            const std::string stream = i % 2 == 0 ? "shared" : "s-" + std::to_string(writer);
            if (!store.append({stream}, Expected::any(), batch, {})) ++failures;
        }
    };
    std::vector<PlainEvent> seen;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row)
            seen.push_back(plain(*batch, row));
        return seen.size() < kEvents ? Flow::More : Flow::Enough;
    });
    Query query;
    query.fields = Fields::All;
    {
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < kWriters; ++writer)
            writers.emplace_back(write, writer);
        const ScanEnd end = must(store.reader().follow(query, sink, {}));
        QVERIFY(!end.reachedUntil && end.last == seen.back().position);
    }
    QCOMPARE(failures.load(), 0);
    QVERIFY(seen == readAll(store.reader()));
    QCOMPARE(seen.size(), kEvents);
}

void StoreContract::followerTakesFilter() {
    auto &store = freshStore();
    for (int i = 0; i < 20; ++i) {
        const NewEvent event = eventNamed(std::to_string(i), i % 2 == 0 ? "Even" : "Odd");
        must(store.append({i % 4 < 2 ? "a-1" : "b-1"}, Expected::any(), {&event, 1}, {}));
    }
    Query query;
    query.from = Selector::category("b");
    query.prefilter.kind = Prefilter::Kind::Type;
    query.prefilter.text = "Odd";
    std::size_t rows = 0;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            if ((*batch)[row].stream() != "b-1" || (*batch)[row].type() != "Odd") {
                return fail(ErrorKind::Internal, "an event that was not asked for");
            }
        }
        rows += batch->rows();
        return rows < 5 ? Flow::More : Flow::Enough;
    });
    QVERIFY(!must(store.reader().follow(query, sink, {})).reachedUntil);
    QCOMPARE(rows, std::size_t{5});
    query.direction = Direction::Backward;
    QVERIFY(!store.reader().follow(query, sink, {}));
}

void StoreContract::oneWinnerPerVersion() {
    constexpr int kWriters = 4, kEach = 25;
    auto &store = freshStore();
    std::atomic<int> faults = 0;
    const auto write = [&](int writer) {
        std::int64_t version = 0;
        for (int i = 0; i < kEach;) {
            const auto events = eventsNamed({std::to_string(writer) + "/" + std::to_string(i)});
            const auto result = store.append({"race"}, Expected::exactly({version}), events, {});
            if (result) {
                if (result->duplicate || result->first.value != version + 1) ++faults;
                version = result->last.value;
                ++i;
            } else if (result.error().kind == ErrorKind::WrongVersion && result.error().actualVersion > version) {
                version = *result.error().actualVersion;
            } else {
                ++faults;
                return;
            }
        }
    };
    {
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < kWriters; ++writer)
            writers.emplace_back(write, writer);
    }
    QCOMPARE(faults.load(), 0);
    const auto events = readStream(store.reader(), "race");
    QCOMPARE(events.size(), std::size_t{kWriters * kEach});
    for (std::size_t i = 0; i < events.size(); ++i)
        QCOMPARE(events[i].version.value, static_cast<std::int64_t>(i) + 1);
}

void StoreContract::batchesAreVisibleWhole() {
    constexpr std::size_t kBatches = 100, kBatchEvents = 7;
    auto &store = freshStore();
    std::atomic<bool> done = false;
    std::atomic<int> faults = 0;
    const auto read = [&] {
        while (!done) {
            const auto page = store.reader().page({}, {});
            if (!page || (*page)->rows() % kBatchEvents != 0) ++faults;
        }
    };
    {
        const std::jthread one(read), two(read);
        for (std::size_t i = 0; i < kBatches; ++i) {
            std::vector<NewEvent> batch;
            for (std::size_t k = 0; k < kBatchEvents; ++k)
                batch.push_back(eventNamed(std::to_string(i * kBatchEvents + k)));
            if (!store.append({"s"}, Expected::any(), batch, {})) ++faults;
        }
        done = true;
    }
    QCOMPARE(faults.load(), 0);
    QCOMPARE(readAll(store.reader()).size(), kBatches * kBatchEvents);
}

} // namespace eventscope::testing
