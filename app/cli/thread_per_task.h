// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job_control.h"

#include <list>
#include <mutex>
#include <thread>

namespace eventscope::cli {

/// A thread for each task, joined at the end. A command hands out a few, which last as long as itself.
class ThreadPerTask final : public Executor {
  public:
    void run(std::function<void()> task) override {
        const std::lock_guard lock(m_mutex);
        m_threads.emplace_back(std::move(task));
    }

  private:
    std::mutex m_mutex;
    std::list<std::jthread> m_threads; // guarded by m_mutex
};

} // namespace eventscope::cli
