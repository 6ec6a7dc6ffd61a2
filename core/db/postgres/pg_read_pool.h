// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/lease_pool.h"
#include "core/db/postgres/pg_listener.h"
#include "core/db/postgres/pg_read_session.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace eventscope {

/// How a database is connected to. A mode of TLS in the address itself is the user's visible choice of a weaker one;
/// from the environment or a service file it counts for nothing.
[[nodiscard]] PgOptions pgOptionsFor(const PgAddress &address);

/// Reading sessions with one database, leased one per call. Threads: any.
class PgReadPool {
  public:
    explicit PgReadPool(PgAddress address) : m_address(std::move(address)) {}

    using Lease = LeasePool<PgReadSession>::Lease;
    [[nodiscard]] Result<Lease> lease(const JobControl &job) {
        return m_pool.lease([&] { return PgReadSession::open(m_address, limits(), job); });
    }
    /// Waits for news on a connection of its own.
    [[nodiscard]] Result<PgListener> listen(const std::string &channel, const JobControl &job) const;
    /// By all of its sessions so far.
    [[nodiscard]] std::uint64_t statementsSent() const { return *m_statementsSent; }

  private:
    [[nodiscard]] PgOptions limits() const;

    const PgAddress m_address;
    const std::shared_ptr<std::atomic<std::uint64_t>> m_statementsSent =
        std::make_shared<std::atomic<std::uint64_t>>(0);
    LeasePool<PgReadSession> m_pool;
};

} // namespace eventscope
