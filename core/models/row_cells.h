// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/store/read_model.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// A row taken apart into the values of its columns and the rest, as they go into a table. Keep one for all rows of a
/// table. One thread.
class RowCells {
  public:
    /// The schema must outlive it.
    explicit RowCells(const ModelSchema &schema) : m_schema(schema), m_cells(schema.columns.size()) {}

    /// REQUIRES: an object, which must live as long as what is asked of it.
    void take(const Json &row);
    /// The value as text: a string's own, the digits of a number, "true", a JSON column's document. Nothing when it is
    /// null, or does not fit the column and is part of the rest.
    [[nodiscard]] std::optional<std::string_view> text(std::size_t column) const;
    /// A JSON object; empty when nothing is left.
    [[nodiscard]] const std::string &rest() const { return m_rest; }

  private:
    struct Cell {
        const Json *value = nullptr;
        std::string document; ///< of a JSON column
    };
    [[nodiscard]] std::size_t columnOf(std::string_view name, std::size_t guess) const;
    void makeRest(const Json &row);

    const ModelSchema &m_schema;
    std::vector<Cell> m_cells;
    std::vector<std::size_t> m_others; ///< members without a column
    std::string m_rest;
};

/// The way back: makes the row of the texts of its cells. One thread.
class RowMaker {
  public:
    /// The schema must outlive it.
    explicit RowMaker(const ModelSchema &schema) : m_schema(schema), m_cells(schema.columns.size()) {}

    /// The next row's cell; what is not set is null. Errors: Corrupt (no value of the column's type).
    [[nodiscard]] Result<void> set(std::size_t column, std::string_view text);
    /// The row as normalRow() makes it, and ready for the next. `rest` is as RowCells gave it. Errors: Corrupt.
    [[nodiscard]] Result<Json> make(std::string_view rest);

  private:
    const ModelSchema &m_schema;
    std::vector<Json> m_cells;
};

} // namespace eventscope
