// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_cancel.h"

#include <libpq-fe.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

namespace eventscope {

struct PgCancel::Shared {
    explicit Shared(PGcancel *made) : request(made, &PQfreeCancel) {}
    const std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> request;
    std::mutex mutex;
    std::condition_variable changed;
    bool delivered = false; // guarded by mutex
};

PgCancel::PgCancel(pg_conn *connection) : m_shared(std::make_shared<Shared>(PQgetCancel(connection))) {
    if (!m_shared->request) return;
    const auto send = [shared = m_shared] {
        std::array<char, 256> why{};
        if (!PQcancel(shared->request.get(), why.data(), static_cast<int>(why.size()))) return;
        const std::lock_guard lock(shared->mutex);
        shared->delivered = true;
        shared->changed.notify_all();
    };
    try {
        std::thread(send).detach(); // it may hang in the network for minutes; what it uses is its own
    } catch (const std::system_error &) {
        return; // no thread to be had: not delivered, and the connection is given up
    }
}

bool PgCancel::waitUntil(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(m_shared->mutex);
    return m_shared->changed.wait_until(lock, until, [this] { return m_shared->delivered; });
}

} // namespace eventscope
