// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output/list_writer.h"
#include "core/base/text.h"
#include "core/event/codec/encoder.h"

namespace eventscope::cli {

namespace {

/// The last column, always empty: its name says how to get a value back. As the codec writes events.
constexpr const char *kApostropheNote = "leadingApostropheIsAdded";

class CsvWriter final : public ListWriter {
  public:
    CsvWriter(Output &out, const std::vector<Column> &columns) : m_out(out) {
        for (const Column &column : columns)
            m_head += column.key + ",";
        m_head += kApostropheNote;
    }

    Result<void> row(std::span<const Value> values) override {
        ES_TRY(printHead());
        std::string line;
        for (const Value &value : values) {
            appendCsvCell(line, value.plainText(), false);
            line += ',';
        }
        return print(line + "\r\n");
    }

    Result<void> flush() override { return printHead(); }
    Result<void> finish() override { return printHead(); }

  private:
    Result<void> printHead() {
        if (m_headPrinted) return {};
        m_headPrinted = true;
        return print(m_head + "\r\n");
    }
    Result<void> print(const std::string &lines) { return m_out.write(m_out.isTerminal() ? safeCsv(lines) : lines); }

    Output &m_out;
    std::string m_head;
    bool m_headPrinted = false;
};

} // namespace

std::string safeCsv(std::string_view csv) {
    std::string lines;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        if (csv[i] != '\r' || i + 1 == csv.size() || csv[i + 1] != '\n') lines += csv[i];
    }
    return safeText(lines, LineBreaks::Keep);
}

std::unique_ptr<ListWriter> makeCsvWriter(Output &out, const std::vector<Column> &columns) {
    return std::make_unique<CsvWriter>(out, columns);
}

} // namespace eventscope::cli
