// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>

struct pg_conn;

namespace eventscope {

/// Asks the server, over a connection of its own, to stop what `connection` runs. libpq makes that request with
/// blocking calls without a time-out, so it gets a thread, and nobody waits for it longer than they choose.
class PgCancel {
  public:
    explicit PgCancel(pg_conn *connection);
    /// True when the request has been delivered by then, so that it cannot hit a later statement any more. When not,
    /// the connection must not be used again.
    [[nodiscard]] bool waitUntil(std::chrono::steady_clock::time_point until);

  private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace eventscope
