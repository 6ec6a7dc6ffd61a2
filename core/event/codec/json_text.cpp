// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/base64.h"
#include "core/base/text.h"
#include "core/event/codec/encoder.h"
#include "core/event/codec/json_slice.h"
#include "core/event/codec/payload_text.h"
#include "core/json/plain_json_bytes.h"
#include "core/json/utf8.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace eventscope {

namespace {

void appendEscaped(std::string &out, char c) {
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        std::array<char, 8> text;
        std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
        out += text.data();
    }
}

std::string_view naturalKey(std::string_view suffix) {
    return suffix.empty() ? "json" : suffix == "Text" ? "text" : "binary";
}

void appendMember(std::string &out, std::string_view key, std::string_view suffix) {
    out += '"';
    out += key;
    out += suffix;
    out += "\":";
}

} // namespace

void appendJsonString(std::string &out, std::string_view text) {
    out += '"';
    for (;;) {
        const std::size_t plain = plainJsonBytes(text);
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const std::size_t bytes = utf8::characterBytes(text);
        if (bytes == 0)
            out += "\xef\xbf\xbd";
        else if (bytes > 1)
            out += text.substr(0, bytes);
        else
            appendEscaped(out, text.front());
        text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    out += '"';
}

bool isLineOfJson(const Payload &payload) {
    const auto has = [&](char byte) { return payload.bytes.find(byte) != std::string_view::npos; };
    return payload.encoding == Encoding::Json && !has('\n') && !has('\r') && isOneValue(payload.bytes);
}

bool isPlainText(std::string_view bytes) {
    const auto isControl = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    };
    return std::ranges::none_of(bytes, isControl) && isUtf8(bytes);
}

void appendPayloadMembers(std::string &out, std::string_view key, const Payload &payload) {
    std::string_view suffix = "Base64";
    if (isLineOfJson(payload))
        suffix = "";
    else if (isPlainText(payload.bytes))
        suffix = "Text";
    appendMember(out, key, suffix);
    if (suffix.empty())
        out += payload.bytes;
    else
        appendJsonString(out, suffix == "Text" ? std::string(payload.bytes) : toBase64(payload.bytes));
    if (name(payload.encoding) == naturalKey(suffix)) return;
    out += ',';
    appendMember(out, key, "Encoding");
    appendJsonString(out, name(payload.encoding));
}

std::string shownBytes(const Payload &payload) {
    return isPlainText(payload.bytes) ? std::string(payload.bytes) : "base64:" + toBase64(payload.bytes);
}

} // namespace eventscope
