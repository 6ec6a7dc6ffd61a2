// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output/list_writer.h"

namespace eventscope::cli {

namespace {

std::unique_ptr<ListWriter> makeWriter(Output &out, const Globals &globals, std::vector<Column> columns) {
    switch (globals.format) {
    case Format::Table:
        return makeTableWriter(out, std::move(columns), globals.zone);
    case Format::Csv:
        return makeCsvWriter(out, std::move(columns));
    case Format::Json:
    case Format::JsonLines:
        break;
    }
    return makeJsonWriter(out, std::move(columns), globals.format);
}

} // namespace

List::List(Output &out, Notes &notes, const Globals &globals, std::vector<Column> columns, Length length)
    : m_out(out), m_notes(notes), m_limit(globals, length), m_writer(makeWriter(out, globals, std::move(columns))) {}

Result<Flow> List::row(std::span<const Value> values) {
    if (!m_limit.takesRow()) return Flow::Enough;
    if (m_out.isTerminal()) m_notes.clearProgress();
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
