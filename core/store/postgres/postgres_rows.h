// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_copy_reader.h"
#include "core/event/event_batch.h"

#include <limits>
#include <memory>
#include <string>

namespace eventscope {

/// Which columns of eventscope.events the wanted fields need, and how a row of them goes into a batch. One thread.
class PostgresRows {
  public:
    explicit PostgresRows(Fields fields);
    /// "global_position, version, ..." for a SELECT.
    [[nodiscard]] const std::string &columns() const { return m_columns; }
    /// False: the row is malformed.
    [[nodiscard]] bool addTo(BatchBuilder &batch, PgRow row);

    static constexpr std::size_t kPositionColumn = 0;
    static constexpr std::size_t kVersionColumn = 1;

  private:
    [[nodiscard]] std::size_t column(const char *names, std::size_t count = 1);
    void useNamesOf(const BatchBuilder &batch);
    [[nodiscard]] std::uint32_t streamCode(std::string_view name);
    [[nodiscard]] std::uint32_t typeCode(std::string_view name, int schemaVersion);

    std::string m_columns;
    std::size_t m_count = 0;
    std::size_t m_validAt = 0, m_id = 0, m_data = 0, m_metadata = 0, m_hash = 0; ///< 0: not wanted
    std::shared_ptr<Dictionary> m_dictionary; ///< of the last row's batch, as are the names and codes that follow
    std::string m_lastStream, m_lastType;     // most rows repeat one
    std::uint32_t m_lastStreamCode = 0, m_lastTypeCode = 0;
    int m_lastSchemaVersion = std::numeric_limits<int>::min();
};

} // namespace eventscope
