// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/db/postgres/pg_field.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// The whole answer to one statement, a value. Rows and columns count from 0. Nothing here is half an answer: a
/// statement that fails in the middle has none.
class PgResult {
  public:
    [[nodiscard]] std::size_t rows() const { return m_columns.empty() ? 0 : m_fields.size() / m_columns.size(); }
    [[nodiscard]] std::size_t columns() const { return m_columns.size(); }
    [[nodiscard]] const std::string &columnName(std::size_t column) const { return m_columns[column].name; }
    /// The number of the column's type in pg_type.
    [[nodiscard]] std::uint32_t columnType(std::size_t column) const { return m_columns[column].type; }
    /// Rows that the statement wrote or returned, as the server counts.
    [[nodiscard]] std::uint64_t affected() const { return m_affected; }

    /// The value in the server's binary form, valid as long as the result.
    [[nodiscard]] PgField field(std::size_t row, std::size_t column) const;
    /// All values of a row, in place of what `into` held; they are valid as long as the result.
    void row(std::size_t row, std::vector<PgField> &into) const;
    [[nodiscard]] bool isNull(std::size_t row, std::size_t column) const { return field(row, column).isNull(); }

    // One type each. Errors: Unsupported when the column has another type (its name and what was needed), or is NULL.

    /// smallint, integer, bigint
    [[nodiscard]] Result<std::int64_t> number(std::size_t row, std::size_t column) const;
    /// real, double precision
    [[nodiscard]] Result<double> real(std::size_t row, std::size_t column) const;
    [[nodiscard]] Result<bool> flag(std::size_t row, std::size_t column) const;
    /// timestamptz; timestamp is taken for UTC
    [[nodiscard]] Result<Time> time(std::size_t row, std::size_t column) const;
    /// text, varchar, char, name, json, jsonb. Cast numeric and others to text in the statement.
    [[nodiscard]] Result<std::string_view> text(std::size_t row, std::size_t column) const;
    /// bytea; a uuid as its 16 bytes
    [[nodiscard]] Result<std::string_view> bytes(std::size_t row, std::size_t column) const;

  private:
    friend class PgConnection;
    struct Column {
        std::string name;
        std::uint32_t type = 0;
    };
    struct Place {
        std::size_t offset = 0;
        std::int64_t size = -1; // -1: NULL
    };
    [[nodiscard]] bool isOneOf(std::size_t column, std::initializer_list<std::uint32_t> types) const;
    [[nodiscard]] Failure other(std::size_t column, std::string_view needed) const;

    std::vector<Column> m_columns;
    std::vector<Place> m_fields;
    std::string m_bytes;
    std::uint64_t m_affected = 0;
};

} // namespace eventscope
