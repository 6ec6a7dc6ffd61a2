// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/event_batch.h"
#include "core/store/sqlite/read_session.h"

#include <string>

namespace eventscope {

/// Which columns of `events` the wanted fields need, and how a row of them goes into a batch. The names of streams and
/// types are not read: their numbers are mapped.
class RowReader {
  public:
    explicit RowReader(Fields fields);
    /// "global_position, stream_no, ..." for a SELECT.
    [[nodiscard]] const std::string &columns() const { return m_columns; }
    /// The row that `statement` stands on. Errors: Corrupt.
    [[nodiscard]] Result<void> addTo(BatchBuilder &batch, const SqliteStatement &statement, ReadSession &session) const;

    static constexpr int kPositionColumn = 0;
    static constexpr int kVersionColumn = 3;

  private:
    [[nodiscard]] int column(const char *name);

    std::string m_columns;
    int m_count = 0;
    int m_validAt = 0, m_id = 0, m_data = 0, m_metadata = 0, m_hash = 0; ///< 0: not wanted
};

} // namespace eventscope
