// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_connection.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace eventscope {

/// Writes rows in bulk, by COPY in its text form, which is the faster one for JSON. All rows or none: what is not
/// finished is undone by the server. Nothing else may run on the connection meanwhile, which must outlive it and stay
/// where it is.
class PgCopyWriter {
  public:
    /// `target` is a table and its columns, quoted: "public"."events" ("a", "b"). Errors: Refused (a connection for
    /// reading), and those of PgConnection::query().
    [[nodiscard]] static Result<PgCopyWriter> start(PgConnection &connection, const std::string &target,
                                                    const JobControl &job);
    PgCopyWriter(PgCopyWriter &&) noexcept;
    PgCopyWriter &operator=(PgCopyWriter &&) = delete;
    ~PgCopyWriter();

    // The values of one row, in order.

    PgCopyWriter &null();
    PgCopyWriter &number(std::int64_t value);
    /// For every type that is written as text; must be UTF-8 without NUL bytes, any other byte is kept.
    PgCopyWriter &text(std::string_view value);
    PgCopyWriter &bytes(std::span<const std::byte> value);

    /// Ends the row and sends what has gathered, from 64 KiB on. Errors: Invalid (a NUL byte in a text, another number
    /// of values than columns), Unavailable, Cancelled. After an error nothing is written.
    [[nodiscard]] Result<void> endRow(const JobControl &job);
    /// The rows written; for good only with the transaction around them. Here come the server's complaints about any
    /// row, since libpq does not look at them before. Errors: as endRow(), and those of pgError().
    [[nodiscard]] Result<std::uint64_t> finish(const JobControl &job);

  private:
    PgCopyWriter(PgConnection &connection, std::size_t columns) : m_connection(&connection), m_columns(columns) {}
    void startValue();
    [[nodiscard]] Result<void> sendRows(const JobControl &job);
    [[nodiscard]] Failure abandon(Error error);

    PgConnection *m_connection; // null once moved from or at the end
    std::size_t m_columns;
    std::size_t m_values = 0; // of the row so far
    bool m_hasNul = false;
    std::string m_rows;
};

} // namespace eventscope
