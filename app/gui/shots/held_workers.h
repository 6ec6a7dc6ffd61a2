// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/workers.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace eventscope::gui {

/// Blocks until `stop` is requested.
inline void waitForStop(const std::stop_token &stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    never.wait(lock, stop, [] { return false; });
}

/// Lets nothing begin on workers for as long as it is there, so that what is asked for stays on its way. What runs
/// already comes to its end.
class HeldWorkers final {
  public:
    explicit HeldWorkers(ui::Workers &workers) {
        for (int i = 0; i < workers.tasksAtOnce(); ++i)
            workers.start([stop = m_release.get_token()] { waitForStop(stop); }, m_release);
    }
    ~HeldWorkers() { m_release.request_stop(); }
    HeldWorkers(const HeldWorkers &) = delete;
    HeldWorkers &operator=(const HeldWorkers &) = delete;

  private:
    std::stop_source m_release;
};

} // namespace eventscope::gui
