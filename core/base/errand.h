// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"

#include <functional>
#include <memory>

namespace eventscope {

/// A piece of work that a worker may do while its owner does something else. Nobody waits for a worker that is busy:
/// finish() does the work itself unless it has begun. One thread owns it.
class Errand {
  public:
    /// Offers the work to `workers`; without them, or where they have no memory for it, it waits for finish().
    /// REQUIRES: `work` throws nothing. What it refers to must live until finish() or the destructor.
    Errand(std::function<void()> work, Executor *workers);
    Errand(Errand &&) noexcept = default;
    Errand &operator=(Errand &&) = delete;
    /// As finish(), but leaves work alone that has not begun.
    ~Errand();

    /// Returns once the work is done.
    void finish();

  private:
    struct Shared;
    std::shared_ptr<Shared> m_shared; // also held by a worker that comes too late
};

} // namespace eventscope
