// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/models/model_contract.h"

#include "core/base/pause.h"
#include "tests/core/models/model_samples.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <mutex>
#include <thread>

namespace eventscope::testing {

namespace {

const JobControl kJob;
constexpr int kWriters = 4;
constexpr int kRounds = 20;

} // namespace

/// Handles of their own where others can have one, threads on one handle where not.
void ModelContract::oneWinnerPerCheckpoint() {
    const ModelInfo model = freshOrders();
    std::vector<std::unique_ptr<ReadModelStore>> others;
    std::vector<ReadModelStore *> writers(kWriters, &store());
    for (int i = 1; factory().isShared() && i < kWriters; ++i) {
        others.push_back(must(factory().another()));
        writers[static_cast<std::size_t>(i)] = others.back().get();
    }
    for (int round = 0; round < kRounds; ++round) {
        std::atomic<int> winners = 0, refused = 0, winner = -1;
        std::latch start(kWriters);
        std::vector<std::jthread> threads;
        for (int i = 0; i < kWriters; ++i) {
            threads.emplace_back([&, i] {
                const std::string mine = std::to_string(i);
                const ModelCommit attempt = commitOf(round, round + 1, {upsert("who", i), upsert("of " + mine, round)},
                                                     {letterAt(round + 1, mine)});
                start.arrive_and_wait();
                const auto done = writers[static_cast<std::size_t>(i)]->commit(model, attempt, kJob);
                if (done) ++winners, winner = i;
                if (!done && done.error().kind == ErrorKind::Refused) ++refused;
            });
        }
        threads.clear();
        QCOMPARE(winners.load(), 1);
        QCOMPARE(refused.load(), kWriters - 1);
        const std::vector<std::string> keys{"who"};
        QCOMPARE(must(store().rows(model, keys, kJob)).front()->events, static_cast<std::uint64_t>(winner.load()));
        QCOMPARE(must(store().letters(model, {0, 0}, 100, kJob)).back().reason, std::to_string(winner.load()));
        QCOMPARE(positionOf(ModelRole::Live), std::to_string(round + 1));
    }
}

/// Each commit gives all rows the same number, and each table is as large as its generation's first commit made it.
void ModelContract::readersSeeWholeCommits() {
    freshOrders();
    constexpr int kRows = 50;
    std::atomic<bool> isDone = false;
    std::atomic<int> seen = 0, torn = 0, failures = 0;
    const auto read = [&](ReadModelStore &reader) {
        while (!isDone) {
            const auto model = reader.find("orders", ModelRole::Live, kJob);
            if (!model || !*model) {
                ++failures; // there is always a live one
                continue;
            }
            const auto page = reader.page(**model, "", 1000, kJob);
            if (!page) {
                if (page.error().kind != ErrorKind::NotFound) ++failures; // swapped meanwhile
                continue;
            }
            ++seen;
            if (page->empty()) continue;
            if (page->size() != kRows) ++torn;
            for (const ModelRow &row : *page)
                if (row.events != page->front().events) ++torn;
        }
    };
    {
        const auto other = must(factory().another());
        std::jthread reader([&] { read(other ? *other : store()); });
        for (int round = 1; round <= kRounds * 2 || seen == 0; ++round) {
            ModelInfo model = found();
            const bool swaps = round % 2 == 0;
            if (swaps) model = created(ModelRole::Shadow);
            ModelCommit all = commitOf(0, round);
            all.from = model.checkpoint.position;
            for (int i = 0; i < kRows; ++i)
                all.changes.push_back(upsert("k" + std::to_string(i), round));
            commit(model, all);
            if (swaps) must(store().swap("orders", round % 4 == 0, kJob));
        }
        isDone = true;
    }
    QCOMPARE(torn.load(), 0);
    QCOMPARE(failures.load(), 0);
}

/// Whenever the request comes: all of it is there, or nothing.
void ModelContract::stopInTheMiddleLeavesNothing() {
    ModelCommit large = commitOf(0, 1, {}, {letterAt(1)});
    for (int i = 0; i < 20'000; ++i)
        large.changes.push_back(upsert("k" + std::to_string(i), i));
    int cancelled = 0;
    for (int round = 0; round < 10; ++round) {
        const ModelInfo model = freshOrders();
        std::stop_source stop;
        std::latch start(2);
        std::jthread other([&] {
            start.arrive_and_wait();
            pauseUnlessStopped(std::chrono::milliseconds(round * round), {});
            stop.request_stop();
        });
        start.arrive_and_wait();
        const auto done = store().commit(model, large, {stop.get_token()});
        other.join();
        if (!done) QVERIFY2(done.error().kind == ErrorKind::Cancelled, describe(done.error()).c_str());
        if (!done) ++cancelled;
        QCOMPARE(must(store().count(model, kJob)), done ? large.changes.size() : 0);
        QCOMPARE(positionOf(ModelRole::Live), done ? "1" : "0");
        QCOMPARE(found().openLetters, std::uint64_t{done ? 1U : 0U});
        if (!done) commit(model, large); // and it can be repeated
    }
    qInfo("%d stopped", cancelled);
}

/// Nobody holds another up for good: whoever is refused was overtaken.
void ModelContract::manyChangeTablesAtOnce() {
    freshOrders();
    std::vector<std::unique_ptr<ReadModelStore>> others;
    std::vector<ReadModelStore *> handles(kWriters, &store());
    for (int i = 1; factory().isShared() && i < kWriters; ++i) {
        others.push_back(must(factory().another()));
        handles[static_cast<std::size_t>(i)] = others.back().get();
    }
    std::mutex mutex;
    std::string unexpected;
    const auto note = [&](const auto &result) {
        if (result || result.error().kind == ErrorKind::NotFound || result.error().kind == ErrorKind::Refused) return;
        const std::scoped_lock lock(mutex);
        unexpected += describe(result.error()) + '\n';
    };
    const auto carryOn = [&](ReadModelStore &handle, ModelRole role, int number) {
        const auto model = handle.find("orders", role, kJob);
        note(model);
        if (!model || !*model) return;
        const int at = static_cast<int>((*model)->checkpoint.position.minor);
        note(handle.commit(**model,
                           commitOf(at, at + 1, {upsert("a", number), upsert("b", number)}, {letterAt(at + 1)}), kJob));
        note(handle.skip(**model, letterAt(at + 1).event, "why", timeOfUs(1), kJob));
        note(handle.page(**model, "", 10, kJob));
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kWriters; ++i) {
            threads.emplace_back([&, i] {
                ReadModelStore &handle = *handles[static_cast<std::size_t>(i)];
                for (int step = i; step < kRounds * 2 + i; ++step) {
                    carryOn(handle, ModelRole::Live, step);
                    carryOn(handle, ModelRole::Shadow, step);
                    if (step % 3 == 0) note(handle.create(orderSchema(), ModelRole::Shadow, {}, kJob));
                    if (step % 4 == 0) note(handle.swap("orders", step % 8 == 0, kJob));
                    if (step % 5 == 0) note(handle.drop("orders", ModelRole::Old, kJob));
                    if (step % 5 == 1) note(handle.setPaused("orders", step % 2 == 0, kJob));
                }
            });
        }
    }
    QVERIFY2(unexpected.empty(), unexpected.c_str());
    const ModelInfo live = found();
    QCOMPARE(must(store().letters(live, kBeforeAll, 1000, kJob)).size(),
             static_cast<std::size_t>(live.checkpoint.position.minor));
}

} // namespace eventscope::testing
