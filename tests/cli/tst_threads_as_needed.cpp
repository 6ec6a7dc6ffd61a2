// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/threads_as_needed.h"

#include "tests/support/executors.h"

#include <QtTest/QtTest>
#include <rapidcheck.h>

#include <atomic>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

using namespace eventscope;
using cli::ThreadsAsNeeded;

namespace {

constexpr std::size_t kMany = 1'000;

/// How many threads it takes for so many tasks, each of them handed out when the one before has told that it is done.
std::size_t threadsFor(std::size_t tasks, Executor &workers) {
    std::set<std::thread::id> threads;
    for (std::size_t i = 0; i < tasks; ++i) {
        std::promise<std::thread::id> done;
        workers.run([&] { done.set_value(std::this_thread::get_id()); });
        threads.insert(done.get_future().get());
    }
    return threads.size();
}

} // namespace

class ThreadsAsNeededTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Not always one: a thread may be about to look for its next task.
    void tasksOneAfterTheOtherShareThreads() {
        ThreadsAsNeeded workers;
        QVERIFY(threadsFor(kMany, workers) < kMany / 10);
    }

    /// A thread that has ended, but is not joined, has an id that no other gets.
    void aThreadForEachTaskWouldBeSeen() {
        testing::Threads workers;
        QCOMPARE(threadsFor(kMany, workers), kMany);
    }

    void tasksMayWaitForEachOther() {
        constexpr int kTasks = 8, kRounds = 50;
        ThreadsAsNeeded workers;
        for (int round = 0; round < kRounds; ++round) {
            const auto met = std::make_shared<std::latch>(kTasks + 1); // the last to leave it may be a task
            for (int i = 0; i < kTasks; ++i)
                workers.run([met] { met->arrive_and_wait(); });
            met->arrive_and_wait();
        }
    }

    void aTaskMayHandOutAnother() {
        std::promise<void> done;
        ThreadsAsNeeded workers;
        workers.run([&] { workers.run([&] { done.set_value(); }); });
        done.get_future().get();
    }

    /// Whatever is handed out by how many threads, it is done once, and by the end.
    void everyTaskIsDoneOnce() {
        QVERIFY(rc::check("every task is done once", [] {
            const auto counts = *rc::gen::container<std::vector<std::size_t>>(3, rc::gen::inRange<std::size_t>(0, 40));
            std::vector<std::vector<std::atomic<int>>> done;
            for (const std::size_t count : counts)
                done.emplace_back(count);
            {
                ThreadsAsNeeded workers;
                std::vector<std::jthread> owners;
                for (auto &each : done) {
                    owners.emplace_back([&] {
                        for (auto &task : each)
                            workers.run([&] { ++task; });
                    });
                }
                owners.clear();
            }
            for (const auto &each : done)
                for (const auto &task : each)
                    RC_ASSERT(task == 1);
        }));
    }

    /// An idle thread keeps nothing alive.
    void whatATaskHoldsGoesWithIt() {
        ThreadsAsNeeded workers;
        auto held = std::make_shared<int>(1);
        const std::weak_ptr<int> seen = held;
        workers.run([kept = std::move(held)] {});
        QTRY_VERIFY(seen.expired());
    }
};

QTEST_GUILESS_MAIN(ThreadsAsNeededTest)
#include "tst_threads_as_needed.moc"
