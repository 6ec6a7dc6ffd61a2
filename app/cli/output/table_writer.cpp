// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output/list_writer.h"
#include "core/base/text.h"

#include <algorithm>

namespace eventscope::cli {

namespace {

std::string fitted(const std::string &text, const Column &column) {
    if (column.columnsMax == 0 || column.fit == Column::Fit::Whole) return text;
    return column.fit == Column::Fit::Middle ? shortenMiddle(text, column.columnsMax)
                                             : shortenEnd(text, column.columnsMax);
}

/// Keeps rows until flush(), so that columns are as wide as they need to be; later rows may only widen them.
class TableWriter final : public ListWriter {
  public:
    TableWriter(Output &out, std::vector<Column> columns, Zone zone)
        : m_out(out), m_columns(std::move(columns)), m_zone(zone) {
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            if (m_columns[i].title.empty()) continue;
            m_shown.push_back(i);
            m_head.push_back(m_columns[i].title);
            m_widths.push_back(columnsOf(m_columns[i].title));
        }
    }

    Result<void> row(std::span<const Value> values) override {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < m_shown.size(); ++i) {
            const std::string text = safeText(values[m_shown[i]].shownText(m_zone), LineBreaks::Escape);
            cells.push_back(fitted(text, m_columns[m_shown[i]]));
            m_widths[i] = std::max(m_widths[i], columnsOf(cells.back()));
        }
        m_rows.push_back(std::move(cells));
        return m_rows.size() < kRowsAtOnce ? Result<void>() : flush();
    }

    Result<void> flush() override {
        if (!m_headPrinted) ES_TRY(print(m_head));
        m_headPrinted = true;
        for (const auto &cells : m_rows)
            ES_TRY(print(cells));
        m_rows.clear();
        return {};
    }

    Result<void> finish() override { return flush(); }

  private:
    static constexpr std::size_t kRowsAtOnce = 2000;

    Result<void> print(const std::vector<std::string> &cells) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string fill(m_widths[i] - columnsOf(cells[i]), ' ');
            if (i > 0) line += "  ";
            line += m_columns[m_shown[i]].isFigure ? fill + cells[i] : cells[i] + fill;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        return m_out.write(line + "\n");
    }

    Output &m_out;
    std::vector<Column> m_columns;
    Zone m_zone;
    std::vector<std::size_t> m_shown; ///< indices of the columns with a title
    std::vector<std::string> m_head;
    std::vector<std::size_t> m_widths;
    std::vector<std::vector<std::string>> m_rows;
    bool m_headPrinted = false;
};

} // namespace

std::unique_ptr<ListWriter> makeTableWriter(Output &out, std::vector<Column> columns, Zone zone) {
    return std::make_unique<TableWriter>(out, std::move(columns), zone);
}

} // namespace eventscope::cli
