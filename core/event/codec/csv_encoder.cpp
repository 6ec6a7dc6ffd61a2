// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/byte_set.h"
#include "core/event/codec/encoders.h"
#include "core/event/codec/payload_text.h"

#include <algorithm>
#include <array>
#include <span>

namespace eventscope {

namespace {

/// What makes a spreadsheet run a cell as a formula, in ASCII and full width.
constexpr std::array<std::string_view, 8> kTriggers = {
    "=", "+", "-", "@", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
/// What a spreadsheet may drop or split at before it looks for a formula: also the no-break space, the zero-width
/// space, the ideographic space and the byte order mark.
constexpr std::array<std::string_view, 13> kSkipped = {
    " ", "\t", "\r", "\n", ",", ";", "|", "\"", "'", "\xc2\xa0", "\xe2\x80\x8b", "\xe3\x80\x80", "\xef\xbb\xbf"};

bool startsWithOneOf(std::string_view text, std::span<const std::string_view> starts, std::size_t &bytes) {
    const auto found = std::ranges::find_if(starts, [&](std::string_view start) { return text.starts_with(start); });
    if (found == starts.end()) return false;
    bytes = found->size();
    return true;
}

bool runsAsFormula(std::string_view cell) {
    if (cell.starts_with('\t') || cell.starts_with('\r')) return true;
    std::size_t bytes = 0;
    while (startsWithOneOf(cell, kSkipped, bytes))
        cell.remove_prefix(bytes);
    return startsWithOneOf(cell, kTriggers, bytes);
}

} // namespace

void appendCsvCell(std::string &out, std::string_view text, bool raw) {
    const bool guarded = !raw && (runsAsFormula(text) || text.starts_with('\''));
    static constexpr ByteSet kQuoted(",;\"\r\n\t");
    if (!guarded && kQuoted.bytesBefore(text) == text.size()) {
        out += text;
        return;
    }
    out += guarded ? "\"'" : "\"";
    for (const char c : text)
        out.append(c == '"' ? 2 : 1, c);
    out += '"';
}

void CsvEncoder::begin(std::string &text) const {
    std::string names = "position,stream,version,id,type,schemaVersion,recordedAt,validAt,data,metadata";
    // Says how to get the value back: a leading apostrophe is ours.
    if (!m_rawCells) names += ",leadingApostropheIsAdded";
    std::ranges::replace(names, ',', m_separator);
    text += names + "\r\n";
}

void CsvEncoder::add(const EventRecord &event, bool, std::string &text) const {
    const auto cell = [&](std::string_view value) {
        appendCsvCell(text, value, m_rawCells);
        text += m_separator;
    };
    text += toString(event.position) + m_separator;
    cell(event.stream);
    text += std::to_string(event.version.value) + m_separator + toString(event.id) + m_separator;
    cell(event.type);
    text += std::to_string(event.schemaVersion) + m_separator + toIso(event.recordedAt) + m_separator;
    if (event.validAt) text += toIso(*event.validAt);
    text += m_separator;
    cell(shownBytes(event.data));
    cell(shownBytes(event.metadata));
    if (m_rawCells) text.pop_back();
    text += "\r\n";
}

} // namespace eventscope
