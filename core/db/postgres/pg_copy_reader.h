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

/// Some rows of a bulk read. Fields point into the rows as libpq received them; no field is copied. They are valid
/// until the batch is filled again. Used again and again, it keeps its memory.
class PgCopyBatch {
  public:
    [[nodiscard]] std::size_t rows() const { return m_columns == 0 ? 0 : m_fields.size() / m_columns; }
    [[nodiscard]] std::size_t columns() const { return m_columns; }
    [[nodiscard]] PgField field(std::size_t row, std::size_t column) const {
        return m_fields[row * m_columns + column];
    }

  private:
    friend class PgCopyReader;
    struct FreeMessage {
        void operator()(char *message) const;
    };
    std::size_t m_columns = 0;
    std::vector<std::unique_ptr<char, FreeMessage>> m_messages; // what m_fields points into
    std::vector<PgField> m_fields;
};

/// Reads the rows of a query in bulk, by COPY in its binary form: the first 256 rows, then batches of up to 8,192 rows
/// or 4 MiB. The server's statement time runs while the caller works on a batch. Ends when it dies, and a read that was
/// left in the middle is then cancelled. Nothing else may run on the connection meanwhile, which must outlive it and
/// stay where it is.
class PgCopyReader {
  public:
    /// `query` is one SELECT of at least one column, without parameters: values in it by pgLiteral().
    [[nodiscard]] static Result<PgCopyReader> start(PgConnection &connection, const std::string &query,
                                                    const JobControl &job);
    PgCopyReader(PgCopyReader &&) noexcept;
    PgCopyReader &operator=(PgCopyReader &&) = delete;
    ~PgCopyReader();

    [[nodiscard]] std::size_t columns() const { return m_columns; }
    /// Fills `batch` with the next rows; false at the end, when every row was there. After an error what was read
    /// before is not the whole answer. Errors: those of the query, Unavailable (the connection was lost), Corrupt (rows
    /// that make no sense, or fewer than the server counted), Cancelled.
    [[nodiscard]] Result<bool> next(PgCopyBatch &batch, const JobControl &job);

  private:
    PgCopyReader(PgConnection &connection, std::size_t columns) : m_connection(&connection), m_columns(columns) {}
    [[nodiscard]] Result<void> fill(PgCopyBatch &batch, const JobControl &job);
    [[nodiscard]] Result<void> take(std::string_view message, PgCopyBatch &batch);
    [[nodiscard]] Result<void> finish(const JobControl &job);
    [[nodiscard]] Failure damaged(std::string_view what) const;

    PgConnection *m_connection; // null once moved from or at the end
    std::size_t m_columns;
    std::uint64_t m_rows = 0;
    std::size_t m_batchRowsMax = 256;
    bool m_headerSeen = false;
    bool m_trailerSeen = false;
};

} // namespace eventscope
