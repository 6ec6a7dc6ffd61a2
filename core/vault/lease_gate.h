// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace eventscope {

/// Many may be inside at once; who wants to be alone keeps newcomers out, waits until all have left, and is not
/// overtaken (a std::shared_mutex may let readers go first for ever). Threads: any. Not recursive.
class LeaseGate {
  public:
    /// Inside with others, as a scope.
    class Inside {
      public:
        explicit Inside(LeaseGate &gate) : m_gate(gate) { m_gate.enter(); }
        Inside(const Inside &) = delete;
        Inside &operator=(const Inside &) = delete;
        ~Inside() { m_gate.leave(); }

      private:
        LeaseGate &m_gate;
    };
    /// Inside alone, as a scope.
    class Alone {
      public:
        explicit Alone(LeaseGate &gate) : m_gate(gate) { m_gate.close(); }
        Alone(const Alone &) = delete;
        Alone &operator=(const Alone &) = delete;
        ~Alone() { m_gate.open(); }

      private:
        LeaseGate &m_gate;
    };

  private:
    void enter() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_isClosed; });
        ++m_inside;
    }
    void leave() {
        const std::lock_guard lock(m_mutex);
        if (--m_inside == 0) m_changed.notify_all();
    }
    void close() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_isClosed; });
        m_isClosed = true;
        m_changed.wait(lock, [this] { return m_inside == 0; });
    }
    void open() {
        const std::lock_guard lock(m_mutex);
        m_isClosed = false;
        m_changed.notify_all();
    }

    std::mutex m_mutex; // guards what follows
    std::condition_variable m_changed;
    std::size_t m_inside = 0;
    bool m_isClosed = false;
};

} // namespace eventscope
