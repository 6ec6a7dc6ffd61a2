// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job_control.h"

#include <list>
#include <system_error>
#include <thread>
#include <utility>

namespace eventscope::testing {

// The ways in which workers may run a task: at once, later or never, not at all.

/// A thread for each task, joined at the end.
class Threads final : public Executor {
  public:
    void run(std::function<void()> task) override { m_threads.emplace_back(std::move(task)); }

  private:
    std::list<std::jthread> m_threads;
};

/// Keeps the tasks for the test to run.
class Never final : public Executor {
  public:
    void run(std::function<void()> task) override { tasks.push_back(std::move(task)); }
    std::list<std::function<void()>> tasks;
};

class NoThreads final : public Executor {
  public:
    void run(std::function<void()>) override {
        throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again));
    }
};

} // namespace eventscope::testing
