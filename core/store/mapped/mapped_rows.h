// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/db/postgres/pg_copy_reader.h"
#include "core/event/event_batch.h"
#include "core/store/mapped/mapped_table.h"

#include <memory>
#include <string>
#include <vector>

namespace eventscope {

/// Which columns of a mapped table the wanted fields need, and how a row of them goes into a batch. One thread.
class MappedRows {
  public:
    MappedRows(const MappedTable &table, Fields fields);
    /// For a SELECT.
    [[nodiscard]] const std::string &columns() const { return m_columns; }
    /// Errors: Corrupt (a value is missing, or cannot be what it must, with the column).
    [[nodiscard]] Result<void> addTo(BatchBuilder &batch, PgRow row);
    /// Of the row that was added last.
    [[nodiscard]] const MappedTable::Keys &keys() const { return m_keys; }
    [[nodiscard]] std::int64_t version() const { return m_version; }

  private:
    [[nodiscard]] std::size_t column(const std::string &sql);
    [[nodiscard]] Failure malformed(const std::string &column) const;
    [[nodiscard]] Result<Payload> payload(const MappedPayload &from, PgField field) const;

    const MappedTable &m_table;
    std::string m_columns;
    std::size_t m_count = 0;
    std::size_t m_id = 0, m_data = 0, m_metadata = 0; ///< 0: not wanted
    MappedTable::Keys m_keys;
    std::int64_t m_version = 0;
};

} // namespace eventscope
