// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/note_export.h"

#include "core/event/codec/encoder.h"

#include <algorithm>
#include <string_view>

namespace eventscope {

namespace {

void addJson(std::string &out, const Note &note) {
    const auto member = [&out](std::string_view key, std::string_view value) {
        out.append(out.back() == '{' ? "\"" : ",\"").append(key).append("\":");
        appendJsonString(out, value);
    };
    out += '{';
    member("position", toString(note.event.position));
    member("stream", note.event.stream.value);
    out += ",\"version\":" + std::to_string(note.event.version.value);
    member("id", toString(note.event.id));
    member("type", note.event.type);
    member("recordedAt", toIso(note.event.recordedAt));
    out += note.isBookmarked ? ",\"bookmarked\":true" : ",\"bookmarked\":false";
    out += ",\"tags\":[";
    for (const std::string &tag : note.tags) {
        if (out.back() != '[') out += ',';
        appendJsonString(out, tag);
    }
    out += ']';
    member("text", note.text);
    member("created", toIso(note.createdAt));
    member("changed", toIso(note.changedAt));
    out += "}\n";
}

void addCsv(std::string &out, const Note &note) {
    const auto cell = [&out](std::string_view value) {
        appendCsvCell(out, value, false);
        out += ',';
    };
    cell(toString(note.event.position));
    cell(note.event.stream.value);
    out += std::to_string(note.event.version.value) + ',';
    cell(toString(note.event.id));
    cell(note.event.type);
    cell(toIso(note.event.recordedAt));
    cell(note.isBookmarked ? "true" : "false");
    cell(tagLine(note.tags));
    cell(note.text);
    cell(toIso(note.createdAt));
    cell(toIso(note.changedAt));
    out += "\r\n";
}

/// What Markdown would read as more than text.
void addPlain(std::string &out, std::string_view text) {
    static constexpr std::string_view kMarks = "\\`*_[]<>|~&$#!";
    for (const char c : text) {
        if (kMarks.find(c) != std::string_view::npos) out += '\\';
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
}

/// A line of text, whose beginning must not be read as the mark of a list or a heading.
void addLine(std::string &out, std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    out += line.substr(0, digits);
    line.remove_prefix(digits);
    const std::string_view marks = digits > 0 ? ".)" : "-+=:";
    if (!line.empty() && marks.find(line.front()) != std::string_view::npos) out += '\\';
    addPlain(out, line);
}

/// Each line a quotation, broken where the writer broke it.
void addQuoted(std::string &out, std::string_view text) {
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        out += "> ";
        addLine(out, text.substr(begin, end - begin));
        out += "  \n";
        begin = end + 1;
    }
    out += '\n';
}

void addMarkdown(std::string &out, const Note &note) {
    out += note.isBookmarked ? "### \u2605 " : "### ";
    addPlain(out, note.event.type);
    out += " \u00b7 position " + toString(note.event.position) + "\n\n";
    out += "Stream ";
    addPlain(out, note.event.stream.value);
    out += ", version " + std::to_string(note.event.version.value) + ", recorded " + toIso(note.event.recordedAt) +
           ", id " + toString(note.event.id) + "\n\n";
    if (!note.tags.empty()) {
        out += "Tags: ";
        addPlain(out, tagLine(note.tags));
        out += "\n\n";
    }
    if (!note.text.empty()) addQuoted(out, note.text);
}

} // namespace

std::string notesText(std::span<const Note> notes, NoteFormat format) {
    std::string text;
    if (format == NoteFormat::Csv) {
        text = "position,stream,version,id,type,recordedAt,bookmarked,tags,text,created,changed,"
               "leadingApostropheIsAdded\r\n";
    }
    for (const Note &note : notes) {
        if (format == NoteFormat::JsonLines) addJson(text, note);
        if (format == NoteFormat::Csv) addCsv(text, note);
        if (format == NoteFormat::Markdown) addMarkdown(text, note);
    }
    return text;
}

} // namespace eventscope
