// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job_control.h"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

namespace eventscope::cli {

/// Begins every task at once, on a thread that has nothing to do or else on a new one: tasks may wait for each other,
/// and there are as many threads as tasks were under way together. A command that reads a log hands out a task for
/// every batch, so a thread for each would leave the stacks of thousands behind. Threads: any, but for the destructor,
/// which waits for all tasks; these REQUIRE that none of them hands out another by then.
class ThreadsAsNeeded final : public Executor {
  public:
    ThreadsAsNeeded() = default;
    ThreadsAsNeeded(const ThreadsAsNeeded &) = delete;
    ThreadsAsNeeded &operator=(const ThreadsAsNeeded &) = delete;
    ~ThreadsAsNeeded() override {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
        m_wake.notify_all();
    }

    void run(std::function<void()> task) override {
        const std::lock_guard lock(m_mutex);
        if (m_tasks.size() == m_free) {
            m_threads.emplace_back([this] { work(); });
            ++m_free;
        }
        m_tasks.push_back(std::move(task));
        m_wake.notify_one();
    }

  private:
    void work() {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_wake.wait(lock, [this] { return m_isOver || !m_tasks.empty(); });
            if (m_tasks.empty()) return;
            --m_free;
            auto task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task();
            task = nullptr; // what it holds may be large, and the next may be long in coming
            lock.lock();
            ++m_free;
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::list<std::function<void()>> m_tasks; // guarded by m_mutex; no more than m_free
    std::size_t m_free = 0;                   // guarded by m_mutex; threads that have no task or are only starting
    bool m_isOver = false;                    // guarded by m_mutex
    std::list<std::jthread> m_threads;        // guarded by m_mutex; last, so that they end before what they use
};

} // namespace eventscope::cli
