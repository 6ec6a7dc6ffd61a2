// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_address.h"
#include "core/db/postgres/pg_connection.h"
#include "core/db/postgres/pg_copy_reader.h"
#include "core/db/postgres/pg_transaction.h"

#include <memory>
#include <string>

namespace eventscope {

/// One moment of a database: what all its statements see. It holds the server's old rows back while it lives, so it
/// must be short. Its session must outlive it and stay where it is. One thread at a time.
class PgSnapshot {
  public:
    [[nodiscard]] Result<PgResult> query(const std::string &sql, const PgParameters &parameters,
                                         const JobControl &job) {
        return m_connection->query(sql, parameters, job);
    }
    [[nodiscard]] Result<PgResult> query(const std::string &sql, const JobControl &job) {
        return m_connection->query(sql, job);
    }
    [[nodiscard]] const std::string &where() const { return m_connection->where(); }
    /// See PgCopyReader::start().
    [[nodiscard]] Result<PgCopyReader> copy(const std::string &query, const JobControl &job) {
        return PgCopyReader::start(*m_connection, query, job);
    }

  private:
    friend class PgReadSession;
    PgSnapshot(PgConnection &connection, PgTransaction transaction)
        : m_connection(&connection), m_transaction(std::move(transaction)) {}
    PgConnection *m_connection;
    PgTransaction m_transaction;
};

/// A session with a server that can only read: everything goes through snapshots, which the server keeps read-only.
/// One thread at a time.
class PgReadSession {
  public:
    /// `options.access` does not count. Errors: as PgConnection::open().
    [[nodiscard]] static Result<std::unique_ptr<PgReadSession>> open(const PgAddress &address, PgOptions options,
                                                                     const JobControl &job);

    [[nodiscard]] Result<PgSnapshot> snapshot(const JobControl &job);
    /// One query in a snapshot of its own, in one round trip: for what is known to be small. Prepared when the same
    /// statement is asked with other values again.
    [[nodiscard]] Result<PgResult> ask(const std::string &sql, const PgParameters &parameters, const JobControl &job) {
        return m_connection.queryAlone(sql, parameters, job);
    }
    /// False when the connection was lost, or is stuck in a transaction.
    [[nodiscard]] bool isReusable() { return !m_connection.isLost() && !m_connection.inTransaction(); }
    /// "database "shop" at host:5432", for messages.
    [[nodiscard]] const std::string &where() const { return m_connection.where(); }
    [[nodiscard]] std::string address() const { return m_connection.address(); }
    [[nodiscard]] PgTls tls() const { return m_connection.tls(); }
    [[nodiscard]] int serverVersion() const { return m_connection.serverVersion(); }

  private:
    explicit PgReadSession(PgConnection connection) : m_connection(std::move(connection)) {}
    PgConnection m_connection;
};

} // namespace eventscope
