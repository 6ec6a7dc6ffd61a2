// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/dictionary.h"
#include "core/store/query.h"

#include <memory>
#include <mutex>

namespace eventscope {

/// The dictionary for each batch of a walk, as its query wants: the store's own, which keeps every name, or one that
/// makes room for a fresh one when it has grown, and goes with its batches. Threads: any.
class BatchNames {
  public:
    BatchNames(std::shared_ptr<Dictionary> kept, Query::Names names)
        : m_names(names), m_current(names == Query::Names::Kept ? std::move(kept) : std::make_shared<Dictionary>()) {}

    [[nodiscard]] std::shared_ptr<Dictionary> next() {
        const std::lock_guard lock(m_mutex);
        if (m_names == Query::Names::Passing && m_current->streams() > kStreamsMost)
            m_current = std::make_shared<Dictionary>();
        return m_current;
    }

  private:
    static constexpr std::uint32_t kStreamsMost = 4'096;

    const Query::Names m_names;
    std::mutex m_mutex;
    std::shared_ptr<Dictionary> m_current; // guarded by m_mutex
};

} // namespace eventscope
