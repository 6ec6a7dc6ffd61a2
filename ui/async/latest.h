// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/workers.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace eventscope::ui {

/// Values on their way from a worker to the window, of which only the latest counts: progress, row counts, a history
/// that grows. At most one delivery per interval; the last value is always delivered.
///
/// The object lives on the GUI thread; `receive` is called there, never after the object is gone. Senders: any thread.
template <class T>
class Latest {
  public:
    using Receive = std::function<void(T)>;

    /// The worker's end.
    class Sender : public std::enable_shared_from_this<Sender> {
      public:
        Sender(Workers &workers, Receive receive, int intervalMs)
            : m_workers(&workers), m_intervalMs(intervalMs), m_receive(std::move(receive)) {}

        void put(T value) {
            {
                const std::lock_guard lock(m_mutex);
                m_value = std::move(value);
                if (std::exchange(m_underWay, true)) return;
            }
            m_workers->post([self = this->shared_from_this()] { self->deliverInTime(); });
        }

      private:
        friend class Latest;

        void deliverInTime() {
            const auto restMs = m_sinceDelivery.isValid() ? m_intervalMs - m_sinceDelivery.elapsed() : 0;
            if (restMs <= 0) return deliver();
            QTimer::singleShot(static_cast<int>(restMs), m_workers,
                               [self = this->shared_from_this()] { self->deliver(); });
        }

        void deliver() {
            m_sinceDelivery.start();
            std::optional<T> value;
            {
                const std::lock_guard lock(m_mutex);
                value = std::exchange(m_value, std::nullopt);
                m_underWay = false;
            }
            if (!m_receive || !value) return;
            const auto receive = m_receive; // a copy: the receiver may end this object
            receive(std::move(*value));
        }

        Workers *const m_workers;
        const int m_intervalMs;
        std::mutex m_mutex;
        std::optional<T> m_value;      // guarded by m_mutex
        bool m_underWay = false;       // guarded by m_mutex
        Receive m_receive;             // GUI thread; empty once nobody wants it any more
        QElapsedTimer m_sinceDelivery; // GUI thread
    };
    using SenderPtr = std::shared_ptr<Sender>;

    explicit Latest(Workers &workers, Receive receive, int intervalMs = 50)
        : m_workers(workers), m_receive(std::move(receive)), m_intervalMs(intervalMs) {}
    ~Latest() { drop(); }
    Latest(const Latest &) = delete;
    Latest &operator=(const Latest &) = delete;

    /// A new sender; whatever older ones still send is dropped.
    [[nodiscard]] SenderPtr restart() {
        drop();
        m_sender = std::make_shared<Sender>(m_workers, m_receive, m_intervalMs);
        return m_sender;
    }

    /// Delivers nothing any more until restart().
    void drop() {
        if (m_sender) m_sender->m_receive = nullptr;
        m_sender.reset();
    }

  private:
    Workers &m_workers;
    const Receive m_receive;
    const int m_intervalMs;
    SenderPtr m_sender;
};

} // namespace eventscope::ui
