// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/pause.h"

#include <condition_variable>
#include <mutex>

namespace eventscope {

void pauseUnlessStopped(std::chrono::milliseconds duration, const std::stop_token &stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, duration, [] { return false; });
}

} // namespace eventscope
