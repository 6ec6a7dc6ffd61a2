// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/db/sqlite/sqlite_connection.h"
#include "core/store/read_model.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// The table of one model in a SQLite file, inside a transaction of the caller's. One thread.
class SqliteModelTable {
  public:
    /// Both must outlive it.
    SqliteModelTable(SqliteConnection &connection, const ModelSchema &schema, ModelRole role);

    [[nodiscard]] Result<void> create();
    [[nodiscard]] Result<void> drop();
    [[nodiscard]] Result<void> rename(ModelRole to);

    /// REQUIRES: as checkChanges() says.
    [[nodiscard]] Result<void> write(std::span<const RowChange> changes, const JobControl &job);
    [[nodiscard]] Result<std::vector<std::optional<ModelRow>>> rows(std::span<const std::string> keys,
                                                                    const JobControl &job);
    [[nodiscard]] Result<std::vector<ModelRow>> page(std::string_view after, std::size_t rowsMax,
                                                     const JobControl &job);
    [[nodiscard]] Result<std::uint64_t> count();

  private:
    [[nodiscard]] std::string select() const;

    SqliteConnection &m_connection;
    const ModelSchema &m_schema;
    const std::string m_name; ///< quoted
};

} // namespace eventscope
