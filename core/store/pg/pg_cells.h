// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_result.h"
#include "core/store/catalogue.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace eventscope {

/// Reads a row from left to right. After the first cell of another type everything is empty and `failed` says why.
class PgCells {
  public:
    PgCells(const PgResult &result, std::size_t row) : m_result(result), m_row(row) {}
    std::int64_t number() { return take(m_result.number(m_row, m_column++)); }
    std::uint64_t count() { return static_cast<std::uint64_t>(number()); }
    bool flag() { return take(m_result.flag(m_row, m_column++)); }
    Time time() { return take(m_result.time(m_row, m_column++)); }
    std::string text() { return std::string(take(m_result.text(m_row, m_column++))); }
    /// Whether the next cell is NULL, which it skips then.
    bool skipNull() {
        if (!m_result.isNull(m_row, m_column)) return false;
        ++m_column;
        return true;
    }
    [[nodiscard]] const std::optional<Error> &failed() const { return m_failed; }

  private:
    template <class T>
    T take(Result<T> cell) {
        if (cell) return *cell;
        if (!m_failed) m_failed = std::move(cell).error();
        return T{};
    }
    const PgResult &m_result;
    const std::size_t m_row;
    std::size_t m_column = 0;
    std::optional<Error> m_failed;
};

/// Makes of every row an entry by `entryOf(PgCells &)`.
template <class Entry, class EntryOf>
Result<std::vector<Entry>> pgEntriesOf(const PgResult &result, EntryOf entryOf) {
    std::vector<Entry> entries;
    entries.reserve(result.rows());
    for (std::size_t row = 0; row < result.rows(); ++row) {
        PgCells cells(result, row);
        entries.push_back(entryOf(cells));
        if (cells.failed()) return fail(*cells.failed());
    }
    return entries;
}

/// Rows to ask for: one more than wanted, to know whether that is all.
[[nodiscard]] std::int64_t pgLimitOf(const CatalogueQuery &query);
/// Cuts the list to what is wanted; false when it was longer.
template <class Entry>
bool pgCutTo(std::size_t rowsMax, std::vector<Entry> &entries) {
    if (entries.size() <= rowsMax) return true;
    entries.resize(rowsMax);
    return false;
}

/// Whether a text can stand in a column of the server at all.
[[nodiscard]] bool isPgText(const std::string &text);

} // namespace eventscope
