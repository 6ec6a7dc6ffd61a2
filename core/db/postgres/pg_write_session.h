// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_address.h"
#include "core/db/postgres/pg_connection.h"

#include <cstdint>
#include <memory>

namespace eventscope {

/// What serves a session in the server. Numbers come again: together with when it began it is unmistakable.
struct PgServerProcess {
    int id = 0;
    std::int64_t startedUs = 0; ///< microseconds since 1970, by the server's clock
};

/// A session with a server that may write: a type of its own, so that nothing which reads can come to hold one.
/// One thread at a time.
class PgWriteSession {
  public:
    /// `options.access` does not count. Errors: as PgConnection::open(), and Refused (the server is a standby).
    [[nodiscard]] static Result<std::unique_ptr<PgWriteSession>> open(const PgAddress &address, PgOptions options,
                                                                      const JobControl &job);
    [[nodiscard]] PgConnection &connection() { return m_connection; }

    [[nodiscard]] const PgServerProcess &process() const { return m_process; }

    /// Ends, with what it still runs, the session that `process` served, if it is one of this role; then it can write
    /// nothing any more. False when it is still there after a few seconds.
    [[nodiscard]] Result<bool> end(const PgServerProcess &process, const JobControl &job);

  private:
    PgWriteSession(PgConnection connection, PgServerProcess process)
        : m_connection(std::move(connection)), m_process(process) {}
    PgConnection m_connection;
    PgServerProcess m_process;
};

} // namespace eventscope
