// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/db/postgres/pg_connection.h"

#include <cstdint>
#include <utility>

namespace eventscope {

/// Begins a transaction that sees one snapshot and cannot write.
inline constexpr const char *kBeginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

/// A transaction as a scope: rolls back at its end unless committed. Not nested. Move only; its connection must outlive
/// it and stay where it is.
class PgTransaction {
  public:
    enum class Kind : std::uint8_t {
        Read,  ///< one snapshot over all its statements (repeatable read), which cannot be raised to writing
        Write, ///< read committed; only on a connection with PgAccess::ReadWrite, else Refused
    };
    /// Errors: Refused, Internal (there is one already), and those of PgConnection::query().
    [[nodiscard]] static Result<PgTransaction> begin(PgConnection &connection, Kind kind, const JobControl &job);
    PgTransaction(PgTransaction &&other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    PgTransaction &operator=(PgTransaction &&) = delete;
    ~PgTransaction();

    /// From here to commit() statements may take as long as they need, such as building an index: neither the server
    /// nor we end them for that. A server that the network has lost is still noticed.
    [[nodiscard]] Result<void> liftTimeLimits(const JobControl &job);

    /// Cannot be stopped, so that its outcome is known: but when the connection is lost meanwhile the error is
    /// OutcomeUnknown, and what was written must be looked for on another connection before it is repeated. With any
    /// other error nothing was written. The transaction is over in every case.
    [[nodiscard]] Result<void> commit();

  private:
    explicit PgTransaction(PgConnection &connection) : m_connection(&connection) {}
    PgConnection *m_connection; // null once moved from or over
};

} // namespace eventscope
