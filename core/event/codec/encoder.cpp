// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/encoder.h"

#include "core/event/codec/encoders.h"

namespace eventscope {

EventRecord recordOf(const EventView &event) {
    return {event.position(),      event.stream(),     event.version(), event.id(),   event.type(),
            event.schemaVersion(), event.recordedAt(), event.validAt(), event.data(), event.metadata()};
}

std::unique_ptr<Encoder> makeEncoder(FileFormat format, const EncodeOptions &options) {
    using Layout = RowEncoder::Layout;
    switch (format) {
    case FileFormat::JsonLines:
        return std::make_unique<RowEncoder>(Layout::Lines);
    case FileFormat::JsonArray:
        return std::make_unique<RowEncoder>(Layout::Array);
    case FileFormat::CloudEvents:
        return std::make_unique<CloudEventsEncoder>(Layout::Lines, options.source);
    case FileFormat::CloudEventsBatch:
        return std::make_unique<CloudEventsEncoder>(Layout::Array, options.source);
    case FileFormat::Csv:
        return std::make_unique<CsvEncoder>(options.rawCsvCells);
    case FileFormat::Tsv:
        return std::make_unique<CsvEncoder>(options.rawCsvCells, '\t');
    case FileFormat::Markdown:
        return std::make_unique<MarkdownEncoder>();
    }
    return nullptr;
}

} // namespace eventscope
