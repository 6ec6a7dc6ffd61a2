// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_connection.h"
#include "core/db/postgres/pg_field.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// Reads the rows of a query in bulk, by COPY in its binary form, row by row while the server sends on. The server's
/// statement time runs while the caller works on a row. Ends when it dies, and a read that was left in the middle is
/// then cancelled. Nothing else may run on the connection meanwhile, which must outlive it and stay where it is.
class PgCopyReader {
  public:
    /// `query` is one SELECT of at least one column, without parameters: values in it by pgLiteral().
    [[nodiscard]] static Result<PgCopyReader> start(PgConnection &connection, const std::string &query,
                                                    const JobControl &job);
    PgCopyReader(PgCopyReader &&) noexcept;
    PgCopyReader &operator=(PgCopyReader &&) = delete;
    ~PgCopyReader();

    [[nodiscard]] std::size_t columns() const { return m_columns; }
    /// The next row, as libpq received it, valid until the next call; empty at the end, when every row was there. After
    /// an error what was read before is not the whole answer. Errors: those of the query, Unavailable (the connection
    /// was lost), Corrupt (rows that make no sense, or fewer than the server counted), Cancelled.
    [[nodiscard]] Result<PgRow> next(const JobControl &job);

  private:
    struct FreeMessage {
        void operator()(char *message) const;
    };
    PgCopyReader(PgConnection &connection, std::size_t columns) : m_connection(&connection), m_columns(columns) {}
    [[nodiscard]] Result<bool> readRow(const JobControl &job);
    [[nodiscard]] Result<bool> receive(const JobControl &job);
    [[nodiscard]] Result<void> takeRow();
    [[nodiscard]] Result<void> takeHeader();
    [[nodiscard]] Result<void> finish(const JobControl &job);
    [[nodiscard]] Failure damaged(std::string_view what) const;

    PgConnection *m_connection; // null once moved from or at the end
    std::size_t m_columns;
    std::uint64_t m_rows = 0;
    std::unique_ptr<char, FreeMessage> m_message; // what m_fields points into
    std::string_view m_left;                      // of m_message, not read yet
    std::vector<PgField> m_fields;
    bool m_headerSeen = false;
    bool m_trailerSeen = false;
};

} // namespace eventscope
