// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output/notes.h"
#include "app/cli/output/output.h"
#include "app/cli/output/output_options.h"
#include "app/cli/output/row_limit.h"
#include "app/cli/output/value.h"
#include "core/store/event_store.h"

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace eventscope::cli {

/// A column of a list.
struct Column {
    enum class Fit : std::uint8_t { Whole, Middle, End }; ///< what gives way in a table that would grow too wide
    std::string key;                                      ///< in JSON and CSV
    std::string title;                                    ///< in a table; without one the column is left out there
    std::size_t columnsMax = 0;                           ///< of the terminal; 0: no limit
    Fit fit = Fit::Whole;
    bool isFigure = false; ///< right-aligned
};

/// Prints rows in one format, in the order in which they come. One thread.
class ListWriter {
  public:
    virtual ~ListWriter() = default;
    /// REQUIRES: as many values as columns.
    [[nodiscard]] virtual Result<void> row(std::span<const Value> values) = 0;
    /// What came so far goes out now.
    [[nodiscard]] virtual Result<void> flush() = 0;
    /// Nothing comes any more.
    [[nodiscard]] virtual Result<void> finish() = 0;
};

[[nodiscard]] std::unique_ptr<ListWriter> makeTableWriter(Output &out, std::vector<Column> columns, Zone zone);
/// {"schema":1,"rows":[...]}, one row a line; with JsonLines only the rows.
[[nodiscard]] std::unique_ptr<ListWriter> makeJsonWriter(Output &out, const std::vector<Column> &columns,
                                                         Format format);
/// A header line, then rows; formulas are defused.
[[nodiscard]] std::unique_ptr<ListWriter> makeCsvWriter(Output &out, const std::vector<Column> &columns);
/// Lines of CSV for the eyes of a person at a terminal.
[[nodiscard]] std::string safeCsv(std::string_view csv);

/// A list on standard output, in the format and up to the limit that the user asked for.
class List {
  public:
    List(Output &out, Notes &notes, const OutputOptions &options, std::vector<Column> columns,
         Length length = Length::Bounded);

    /// Enough: the limit is reached, further rows would not be printed.
    [[nodiscard]] Result<Flow> row(std::span<const Value> values);
    [[nodiscard]] Result<Flow> row(std::initializer_list<Value> values) {
        return row(std::span<const Value>(values.begin(), values.size()));
    }
    [[nodiscard]] Result<void> flush();
    [[nodiscard]] Result<void> finish();

  private:
    Output &m_out;
    Notes &m_notes;
    RowLimit m_limit;
    std::unique_ptr<ListWriter> m_writer;
};

} // namespace eventscope::cli
