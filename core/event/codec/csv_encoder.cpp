// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/base64.h"
#include "core/base/text.h"
#include "core/event/codec/encoders.h"

#include <algorithm>
#include <array>

namespace eventscope {

namespace {

/// What makes a spreadsheet run a cell as a formula, in ASCII and full width.
constexpr std::array<std::string_view, 8> kTriggers = {
    "=", "+", "-", "@", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
/// What a spreadsheet may drop or split at before it looks for a formula.
constexpr std::string_view kSkipped = " \t\r\n,;|\"";

bool runsAsFormula(std::string_view cell) {
    const auto start = cell.find_first_not_of(kSkipped);
    if (start == std::string_view::npos) return cell.find_first_of("\t\r") == 0;
    if (cell.front() == '\t' || cell.front() == '\r') return true;
    return std::ranges::any_of(kTriggers,
                               [&](std::string_view trigger) { return cell.substr(start).starts_with(trigger); });
}

std::string shownBytes(const Payload &payload) {
    return isUtf8(payload.bytes) ? std::string(payload.bytes) : "base64:" + toBase64(payload.bytes);
}

} // namespace

void appendCsvCell(std::string &out, std::string_view text, bool raw) {
    const bool guarded = !raw && (runsAsFormula(text) || text.starts_with('\''));
    if (!guarded && text.find_first_of(",;\"\r\n\t") == std::string_view::npos) {
        out += text;
        return;
    }
    out += guarded ? "\"'" : "\"";
    for (const char c : text)
        out.append(c == '"' ? 2 : 1, c);
    out += '"';
}

void CsvEncoder::begin(std::string &text) const {
    text += "position,stream,version,id,type,schemaVersion,recordedAt,validAt,data,metadata";
    // Says how to get the value back: a leading apostrophe is ours.
    if (!m_rawCells) text += ",leadingApostropheIsAdded";
    text += "\r\n";
}

void CsvEncoder::add(const EventRecord &event, bool, std::string &text) const {
    const auto cell = [&](std::string_view value) {
        appendCsvCell(text, value, m_rawCells);
        text += ',';
    };
    text += toString(event.position) + ',';
    cell(event.stream);
    text += std::to_string(event.version.value) + ',' + toString(event.id) + ',';
    cell(event.type);
    text += std::to_string(event.schemaVersion) + ',' + toIso(event.recordedAt) + ',';
    if (event.validAt) text += toIso(*event.validAt);
    text += ',';
    cell(shownBytes(event.data));
    cell(shownBytes(event.metadata));
    if (m_rawCells) text.pop_back();
    text += "\r\n";
}

} // namespace eventscope
