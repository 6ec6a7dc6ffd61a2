// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <stop_token>

namespace eventscope {

/// How far a long call has come. `total` is 0 when it is not known.
struct ProgressStep {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
};

/// Told by the working thread, as often as the work likes; the receiver drops what comes too often.
class Progress {
  public:
    virtual ~Progress() = default;
    virtual void report(ProgressStep step) = 0;
};

/// Runs tasks for core code that can use more than one thread. Core itself starts no threads.
class Executor {
  public:
    virtual ~Executor() = default;
    virtual void run(std::function<void()> task) = 0;
};

/// Passed to every call that may take long. Without anything in it the call runs to its end on this thread.
struct JobControl {
    std::stop_token stop;
    Progress *progress = nullptr;
    Executor *workers = nullptr;

    [[nodiscard]] bool stopRequested() const { return stop.stop_requested(); }
    void report(std::uint64_t done, std::uint64_t total = 0) const {
        if (progress) progress->report({done, total});
    }
};

} // namespace eventscope
