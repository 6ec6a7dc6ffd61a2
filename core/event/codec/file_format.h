// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace eventscope {

/// The forms in which events lie in files.
///
/// JSON rows are objects with the keys of `eventscope-cli events`: position (a string), stream, version, id, type,
/// schemaVersion, recordedAt, validAt (when there is one), then the payloads. A payload is written in the first of
/// these ways that keeps every byte, and `metadata` likewise:
///
///     "data": {...}           JSON that fits into a line, byte for byte as stored
///     "dataText": "..."       any other UTF-8 text without control characters but tab and line ends
///     "dataBase64": "..."     anything else
///     "dataEncoding": "json"  what the bytes are (json, text, binary), where it is not what the key stands for:
///                             data json, dataText text, dataBase64 binary
///
/// CloudEvents 1.0 in JSON: subject and the extension `stream` are the stream; further extensions are version,
/// position, schemaversion, validtime, correlationid, causationid, and metadata: its text as a string, or
/// metadatabase64, with metadataencoding where it is not json. The payload is `data`, or `data_base64` where JSON text
/// cannot hold its bytes; datacontenttype tells the encoding.
///
/// CSV by RFC 4180, for spreadsheets and people; it is not read. Payloads that are no text stand as "base64:...".
enum class FileFormat : std::uint8_t {
    JsonLines,
    JsonArray,
    CloudEvents,      ///< one a line; a single event is a file of one
    CloudEventsBatch, ///< an array
    Csv,
    Tsv,      ///< the same with tabs, to be pasted into a spreadsheet
    Markdown, ///< a table for people: position, time, stream, version, type and data
};
/// "JSON lines", "JSON array", "CloudEvents", "CloudEvents batch", "CSV", "TSV", "Markdown"
[[nodiscard]] std::string_view name(FileFormat format);

} // namespace eventscope
