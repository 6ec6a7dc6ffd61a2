// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/event_list.h"

#include "core/base/text.h"

#include <array>

namespace eventscope::cli {

namespace {

std::vector<Column> tableColumns() {
    return {{.key = "position", .title = "Position", .isFigure = true},
            {.key = "recordedAt", .title = "Recorded"},
            {.key = "stream", .title = "Stream", .columnsMax = 32, .fit = Column::Fit::Middle},
            {.key = "version", .title = "Version", .isFigure = true},
            {.key = "type", .title = "Type", .columnsMax = 32, .fit = Column::Fit::End},
            {.key = "schemaVersion", .title = "Schema", .isFigure = true},
            {.key = "data", .title = "Data", .columnsMax = 80, .fit = Column::Fit::End}};
}

/// As much of a payload as a cell may show.
Value payloadCell(const Payload &payload) {
    constexpr std::size_t kBytesMax = 512;
    if (payload.encoding == Encoding::Binary) return Value::text(std::to_string(payload.bytes.size()) + " bytes");
    return Value::text(payload.bytes.substr(0, kBytesMax));
}

std::array<Value, 7> tableRow(const EventRecord &event) {
    return {Value::position(event.position), Value::moment(event.recordedAt),
            Value::text(event.stream),       Value::number(event.version.value),
            Value::text(event.type),         Value::number(event.schemaVersion),
            payloadCell(event.data)};
}

} // namespace

EventRecord recordOf(const ReadableEvent &event) {
    EventRecord record = eventscope::recordOf(event.stored());
    record.type = event.type();
    record.schemaVersion = event.schemaVersion();
    record.data = event.payload();
    return record;
}

EventList::EventList(Output &out, Notes &notes, const OutputOptions &options, Length length)
    : m_out(out), m_notes(notes), m_limit(options, length), m_format(options.format) {
    if (m_format == Format::Table)
        m_table = makeTableWriter(out, tableColumns(), options.zone);
    else
        m_encoder = makeEncoder(m_format == Format::Csv ? FileFormat::Csv : FileFormat::JsonLines);
}

Result<Flow> EventList::row(const EventRecord &event) {
    if (!m_limit.takesRow()) return Flow::Enough;
    if (m_table)
        ES_TRY(m_table->row(tableRow(event)));
    else
        ES_TRY(writeEncoded(event));
    return m_limit.flow();
}

Result<void> EventList::write(std::string_view text) {
    if (!m_out.isTerminal()) return m_out.write(text);
    return m_out.write(m_format == Format::Csv ? safeCsv(text) : safeJson(text));
}

Result<void> EventList::writeEncoded(const EventRecord &event) {
    m_text.clear();
    if (m_isFirst) m_encoder->begin(m_text);
    m_encoder->add(event, m_isFirst, m_text);
    if (m_format == Format::Json) {
        // The lines of the codec as the elements of an array.
        if (m_text.ends_with('\n')) m_text.pop_back();
        ES_TRY(m_out.write(m_isFirst ? "{\"schema\":1,\"rows\":[\n" : ",\n"));
    }
    m_isFirst = false;
    return write(m_text);
}

Result<void> EventList::flush() {
    if (m_table) ES_TRY(m_table->flush());
    return m_out.flush();
}

Result<void> EventList::finish() {
    m_text.clear();
    if (m_encoder && m_isFirst) m_encoder->begin(m_text);
    if (m_encoder) m_encoder->end(m_text);
    if (m_format == Format::Json) m_text += m_isFirst ? "{\"schema\":1,\"rows\":[]}\n" : "\n]}\n";
    ES_TRY(write(m_text));
    if (m_table) ES_TRY(m_table->finish());
    ES_TRY(m_out.flush());
    m_limit.tell(m_notes);
    return {};
}

} // namespace eventscope::cli
