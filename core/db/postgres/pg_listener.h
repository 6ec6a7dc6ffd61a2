// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_connection.h"

#include <chrono>
#include <optional>
#include <string>

namespace eventscope {

/// What came with a NOTIFY. A hint that something happened, never the thing itself: several may be one, and what was
/// sent before LISTEN or while the connection was lost is not told.
struct PgNotification {
    std::string channel;
    std::string payload;
    int serverProcess = 0; ///< whose transaction told it
};

/// Waits for notifications, on a connection of its own. One thread at a time. Move only.
class PgListener {
  public:
    /// `channel` is any name. Errors: Invalid, Refused or Unsupported (a standby cannot listen), those of a query.
    [[nodiscard]] static Result<PgListener> start(PgConnection connection, const std::string &channel,
                                                  const JobControl &job);
    /// The next one; nothing when there was none for `patience`. Sleeps in between. Errors: Unavailable (the connection
    /// was lost: start another one, and look for what was missed), Cancelled.
    [[nodiscard]] Result<std::optional<PgNotification>> wait(std::chrono::milliseconds patience, const JobControl &job);

  private:
    explicit PgListener(PgConnection connection) : m_connection(std::move(connection)) {}
    PgConnection m_connection;
};

} // namespace eventscope
