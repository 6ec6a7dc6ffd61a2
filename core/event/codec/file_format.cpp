// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/file_format.h"

namespace eventscope {

std::string_view name(FileFormat format) {
    switch (format) {
    case FileFormat::JsonLines:
        return "JSON lines";
    case FileFormat::JsonArray:
        return "JSON array";
    case FileFormat::CloudEvents:
        return "CloudEvents";
    case FileFormat::CloudEventsBatch:
        return "CloudEvents batch";
    case FileFormat::Csv:
        return "CSV";
    case FileFormat::Tsv:
        return "TSV";
    case FileFormat::Markdown:
        return "Markdown";
    }
    return {};
}

} // namespace eventscope
