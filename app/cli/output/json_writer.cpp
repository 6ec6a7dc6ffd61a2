// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output/list_writer.h"
#include "core/base/text.h"

namespace eventscope::cli {

namespace {

class JsonWriter final : public ListWriter {
  public:
    JsonWriter(Output &out, const std::vector<Column> &columns, Format format)
        : m_out(out), m_lines(format == Format::JsonLines) {
        for (const Column &column : columns)
            m_names.push_back('"' + column.key + "\":");
    }

    Result<void> row(std::span<const Value> values) override {
        std::string line;
        for (std::size_t i = 0; i < values.size(); ++i)
            line += (i == 0 ? "{" : ",") + m_names[i] + values[i].jsonText();
        if (m_out.isTerminal()) line = safeJson(line);
        ES_TRY(begin());
        const bool first = m_first;
        m_first = false;
        return m_out.write((m_lines || first ? "" : ",\n") + line + (m_lines ? "}\n" : "}"));
    }

    Result<void> flush() override { return {}; }

    Result<void> finish() override {
        ES_TRY(begin());
        if (m_lines) return {};
        return m_out.write(m_first ? "]}\n" : "\n]}\n");
    }

  private:
    Result<void> begin() {
        if (m_begun || m_lines) return {};
        m_begun = true;
        return m_out.write("{\"schema\":1,\"rows\":[\n");
    }

    Output &m_out;
    bool m_lines;
    bool m_begun = false;
    bool m_first = true;
    std::vector<std::string> m_names;
};

} // namespace

std::unique_ptr<ListWriter> makeJsonWriter(Output &out, const std::vector<Column> &columns, Format format) {
    return std::make_unique<JsonWriter>(out, columns, format);
}

} // namespace eventscope::cli
