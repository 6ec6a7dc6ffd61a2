// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/encoders.h"
#include "core/event/codec/payload_text.h"

namespace eventscope {

namespace {

void appendCell(std::string &out, std::string_view text) {
    static constexpr std::string_view kMarks = "\\`*_[]<>|~&$";
    for (const char c : text) {
        if (kMarks.find(c) != std::string_view::npos) out += '\\';
        out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    }
    out += " | ";
}

} // namespace

void MarkdownEncoder::begin(std::string &text) const {
    text += "| position | recordedAt | stream | version | type | data |\n| ---: | --- | --- | ---: | --- | --- |\n";
}

void MarkdownEncoder::add(const EventRecord &event, bool, std::string &text) const {
    text += "| ";
    appendCell(text, toString(event.position));
    appendCell(text, toIso(event.recordedAt));
    appendCell(text, event.stream);
    appendCell(text, std::to_string(event.version.value));
    appendCell(text, event.type);
    appendCell(text, shownBytes(event.data));
    text.back() = '\n';
}

} // namespace eventscope
