// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output/list_writer.h"

namespace eventscope::cli {

namespace {

std::unique_ptr<ListWriter> makeWriter(Output &out, const OutputOptions &options, std::vector<Column> columns) {
    switch (options.format) {
    case Format::Table:
        return makeTableWriter(out, std::move(columns), options.zone);
    case Format::Csv:
        return makeCsvWriter(out, columns);
    case Format::Json:
    case Format::JsonLines:
        break;
    }
    return makeJsonWriter(out, columns, options.format);
}

} // namespace

List::List(Output &out, Notes &notes, const OutputOptions &options, std::vector<Column> columns, Length length)
    : m_out(out), m_notes(notes), m_limit(options, length), m_writer(makeWriter(out, options, std::move(columns))) {}

Result<Flow> List::row(std::span<const Value> values) {
    if (!m_limit.takesRow()) return Flow::Enough;
    ES_TRY(m_writer->row(values));
    return m_limit.flow();
}

Result<void> List::flush() {
    ES_TRY(m_writer->flush());
    return m_out.flush();
}

Result<void> List::finish() {
    ES_TRY(m_writer->finish());
    ES_TRY(m_out.flush());
    m_limit.tell(m_notes);
    return {};
}

} // namespace eventscope::cli
