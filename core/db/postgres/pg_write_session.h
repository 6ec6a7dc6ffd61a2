// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_address.h"
#include "core/db/postgres/pg_connection.h"

#include <memory>

namespace eventscope {

/// A session with a server that may write: a type of its own, so that nothing which reads can come to hold one.
/// One thread at a time.
class PgWriteSession {
  public:
    /// `options.access` does not count. Errors: as PgConnection::open(), and Refused (the server is a standby).
    [[nodiscard]] static Result<std::unique_ptr<PgWriteSession>> open(const PgAddress &address, PgOptions options,
                                                                      const JobControl &job);
    [[nodiscard]] PgConnection &connection() { return m_connection; }

    /// Ends, with what it still runs, the session that `process` served, if it is one of this role; then it can write
    /// nothing any more. False when it is still there after a few seconds.
    [[nodiscard]] Result<bool> end(int process, const JobControl &job);

  private:
    explicit PgWriteSession(PgConnection connection) : m_connection(std::move(connection)) {}
    PgConnection m_connection;
};

} // namespace eventscope
