// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_read_session.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What a column can be read as.
enum class ColumnFamily : std::uint8_t { Integer, Uuid, Text, Json, Jsonb, Timestamp, TimestampTz, Other };

struct Column {
    std::string name;
    std::string type; ///< as the server writes it: "character varying(255)"
    ColumnFamily family = ColumnFamily::Other;
    bool isNullable = true;
    bool operator==(const Column &) const = default;
};

/// A table, a partitioned table, a view or a foreign table of somebody else's database, with its columns.
struct Relation {
    enum class Kind : std::uint8_t { Table, Partitioned, View, MaterializedView, Foreign };
    std::string schema, name;
    Kind kind = Kind::Table;
    bool isReadable = true; ///< the role may select from it
    std::vector<Column> columns;

    /// Null when there is none of this name.
    [[nodiscard]] const Column *find(std::string_view column) const;
    /// "public.events", for messages.
    [[nodiscard]] std::string shownName() const { return schema + "." + name; }
    /// As it stands in statements: with the schema, quoted.
    [[nodiscard]] std::string quotedName() const;
};

/// A column as it stands in statements: in double quotes.
[[nodiscard]] std::string quotedColumn(std::string_view name);

/// Everything with columns that is neither the system's nor ours, sorted by schema and name; of a table with
/// partitions, or with others that inherit from it, only the parent. One statement.
[[nodiscard]] Result<std::vector<Relation>> listRelations(PgSnapshot &snapshot, const JobControl &job);

} // namespace eventscope
