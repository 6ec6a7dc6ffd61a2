// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/base64.h"
#include "core/event/codec/encoders.h"
#include "core/event/codec/payload_text.h"
#include "core/event/metadata.h"

namespace eventscope {

namespace {

using Layout = RowEncoder::Layout;

void openList(Layout layout, std::string &text) {
    if (layout == Layout::Array) text += "[\n";
}

void separate(Layout layout, bool isFirst, std::string &text) {
    if (layout == Layout::Array && !isFirst) text += ",\n";
}

void endItem(Layout layout, std::string &text) {
    if (layout == Layout::Lines) text += '\n';
}

void closeList(Layout layout, std::string &text) {
    if (layout == Layout::Array) text += "\n]\n";
}

void member(std::string &text, std::string_view key, std::string_view value) {
    text += ",\"";
    text += key;
    text += "\":";
    appendJsonString(text, value);
}

void member(std::string &text, std::string_view key, std::int64_t value) {
    text += ",\"";
    text += key;
    text += "\":" + std::to_string(value);
}

std::string_view contentTypeOf(Encoding encoding) {
    switch (encoding) {
    case Encoding::Json:
        return "application/json";
    case Encoding::Text:
        return "text/plain";
    case Encoding::Binary:
        return "application/octet-stream";
    }
    return "application/octet-stream";
}

void addCloudData(const Payload &data, std::string &text) {
    member(text, "datacontenttype", contentTypeOf(data.encoding));
    if (isLineOfJson(data)) {
        text += ",\"data\":";
        text += data.bytes;
    } else if (data.encoding == Encoding::Text && isPlainText(data.bytes)) {
        member(text, "data", data.bytes);
    } else {
        member(text, "data_base64", toBase64(data.bytes));
    }
}

void addCloudMetadata(const Payload &metadata, std::string &text) {
    if (isPlainText(metadata.bytes))
        member(text, "metadata", metadata.bytes);
    else
        member(text, "metadatabase64", toBase64(metadata.bytes));
    if (metadata.encoding != Encoding::Json) member(text, "metadataencoding", name(metadata.encoding));
}

} // namespace

void RowEncoder::begin(std::string &text) const { openList(m_layout, text); }

void RowEncoder::add(const EventRecord &event, bool isFirst, std::string &text) const {
    separate(m_layout, isFirst, text);
    text += "{\"position\":";
    appendJsonString(text, toString(event.position));
    member(text, "stream", event.stream);
    member(text, "version", event.version.value);
    member(text, "id", toString(event.id));
    member(text, "type", event.type);
    member(text, "schemaVersion", event.schemaVersion);
    member(text, "recordedAt", toIso(event.recordedAt));
    if (event.validAt) member(text, "validAt", toIso(*event.validAt));
    text += ',';
    appendPayloadMembers(text, "data", event.data);
    text += ',';
    appendPayloadMembers(text, "metadata", event.metadata);
    text += '}';
    endItem(m_layout, text);
}

void RowEncoder::end(std::string &text) const { closeList(m_layout, text); }

void CloudEventsEncoder::begin(std::string &text) const { openList(m_layout, text); }

void CloudEventsEncoder::add(const EventRecord &event, bool isFirst, std::string &text) const {
    separate(m_layout, isFirst, text);
    text += "{\"specversion\":\"1.0\"";
    member(text, "id", toString(event.id));
    member(text, "source", m_source);
    member(text, "type", event.type);
    member(text, "subject", event.stream);
    member(text, "time", toIso(event.recordedAt));
    member(text, "stream", event.stream);
    member(text, "version", event.version.value);
    member(text, "position", toString(event.position));
    member(text, "schemaversion", event.schemaVersion);
    if (event.validAt) member(text, "validtime", toIso(*event.validAt));
    const MetadataFields links = readMetadata(event.metadata);
    if (!links.correlationId.empty()) member(text, "correlationid", links.correlationId);
    if (!links.causationId.empty()) member(text, "causationid", links.causationId);
    addCloudMetadata(event.metadata, text);
    addCloudData(event.data, text);
    text += '}';
    endItem(m_layout, text);
}

void CloudEventsEncoder::end(std::string &text) const { closeList(m_layout, text); }

} // namespace eventscope
