// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output/object_writer.h"

#include "app/cli/output/list_writer.h"
#include "core/base/text.h"

#include <algorithm>

namespace eventscope::cli {

namespace {

Result<void> printJson(Output &out, const std::vector<Field> &fields) {
    std::string text = "{\"schema\":1";
    for (const Field &field : fields)
        text += ",\"" + field.key + "\":" + field.value.jsonText();
    text += "}\n";
    return out.write(out.isTerminal() ? safeJson(text) : text);
}

Result<void> printCsv(Output &out, const std::vector<Field> &fields) {
    std::vector<Column> columns;
    std::vector<Value> values;
    for (const Field &field : fields) {
        columns.push_back({.key = field.key, .title = field.key});
        values.push_back(field.value);
    }
    const auto writer = makeCsvWriter(out, columns);
    ES_TRY(writer->row(values));
    return writer->finish();
}

std::string shown(const Field &field, const Zone &zone) {
    if (field.value.kind() != Value::Kind::Json || field.value.hasWords())
        return safeText(field.value.shownText(zone), LineBreaks::Escape);
    const auto document = Json::parse(field.value.jsonText());
    return "\n" + safeText(document ? printPretty(*document) : field.value.jsonText(), LineBreaks::Keep);
}

Result<void> printLines(Output &out, const std::vector<Field> &fields, const Zone &zone) {
    std::size_t width = 0;
    for (const Field &field : fields)
        width = std::max(width, field.key.size());
    for (const Field &field : fields) {
        const std::string text = shown(field, zone);
        const bool below = text.starts_with('\n');
        const std::string fill(below || text.empty() ? 0 : width + 2 - field.key.size(), ' ');
        ES_TRY(out.write(field.key + fill + text + (text.ends_with('\n') ? "" : "\n")));
    }
    return {};
}

} // namespace

Result<void> printObject(Output &out, const OutputOptions &options, const std::vector<Field> &fields) {
    if (options.format == Format::Table)
        ES_TRY(printLines(out, fields, options.zone));
    else if (options.format == Format::Csv)
        ES_TRY(printCsv(out, fields));
    else
        ES_TRY(printJson(out, fields));
    return out.flush();
}

} // namespace eventscope::cli
