// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace eventscope {

/// Sessions that are dear to open, leased one to a caller. Threads: any. Keeps a few for the next callers.
template <class Session>
class LeasePool {
  public:
    LeasePool() { m_idle.reserve(kIdleMax); } // so that giving back, which destructors do, never fails

    class Lease {
      public:
        Lease(LeasePool &pool, std::unique_ptr<Session> session) : m_pool(&pool), m_session(std::move(session)) {}
        Lease(Lease &&) noexcept = default;
        Lease &operator=(Lease &&) = delete;
        ~Lease() {
            if (m_session) m_pool->giveBack(std::move(m_session));
        }
        [[nodiscard]] Session &operator*() const { return *m_session; }

      private:
        LeasePool *m_pool;
        std::unique_ptr<Session> m_session;
    };

    /// An idle session, or a new one by `open`, which answers Result<std::unique_ptr<Session>>.
    template <class Open>
    [[nodiscard]] Result<Lease> lease(Open &&open) {
        if (auto session = takeIdle()) return Lease(*this, std::move(session));
        ES_ASSIGN(session, open());
        return Lease(*this, std::move(session));
    }
    /// Closes the sessions that nobody uses now.
    void closeIdle() {
        const std::scoped_lock lock(m_mutex);
        m_idle.clear();
    }

  private:
    static constexpr std::size_t kIdleMax = 4;

    [[nodiscard]] std::unique_ptr<Session> takeIdle() {
        const std::scoped_lock lock(m_mutex);
        while (!m_idle.empty()) {
            std::unique_ptr<Session> session = std::move(m_idle.back());
            m_idle.pop_back();
            if (session->isReusable()) return session;
        }
        return nullptr;
    }
    void giveBack(std::unique_ptr<Session> session) {
        if (!session->isReusable()) return;
        const std::scoped_lock lock(m_mutex);
        if (m_idle.size() < kIdleMax) m_idle.push_back(std::move(session));
    }

    std::mutex m_mutex;
    std::vector<std::unique_ptr<Session>> m_idle; // guarded by m_mutex
};

} // namespace eventscope
