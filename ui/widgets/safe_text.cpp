// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/safe_text.h"

#include <QStringList>

#include <algorithm>
#include <cstddef>

namespace eventscope::ui {

namespace {

constexpr char32_t kInvalid = 0xffff'ffff;

/// The code point at the start of `text`, and its length; kInvalid and 1 for a byte that begins none (RFC 3629).
char32_t decode(std::string_view text, std::size_t &length) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const auto lead = byte(0);
    length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (length == 1) return lead;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return length = 1, kInvalid;
    char32_t code = lead & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80) return length = 1, kInvalid;
        code = (code << 6U) | (byte(i) & 0x3fU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return length = 1, kInvalid;
    return code;
}

/// Characters that change how others are read, or cannot be seen. Joiners (U+200C, U+200D) are part of real writing.
bool misleads(char32_t c) {
    const auto in = [c](char32_t from, char32_t to) { return c >= from && c <= to; };
    return in(0x80, 0x9f) || c == 0xad || c == 0x61c || c == 0x115f || c == 0x1160 || c == 0x180e || c == 0x200b ||
           in(0x200e, 0x200f) || in(0x2028, 0x202e) || in(0x2060, 0x206f) || c == 0x3164 || c == 0xfeff ||
           c == 0xffa0 || in(0xfff9, 0xfffb) || in(0xfdd0, 0xfdef) || (c & 0xfffeU) == 0xfffe || in(0xe0000, 0xe007f);
}

QString token(char32_t c) {
    return QStringLiteral("\u27E6U+%1\u27E7").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')).toUpper();
}

/// Takes the first safe piece off `text`: one character or one token. REQUIRES: there is one.
QString takePiece(std::string_view &text, Lines lines) {
    std::size_t length = 1;
    const char32_t c = decode(text, length);
    const uint byte = static_cast<unsigned char>(text[0]);
    text.remove_prefix(length);
    if (c == kInvalid) return QStringLiteral("\u27E6x%1\u27E7").arg(byte, 2, 16, QLatin1Char('0'));
    if (lines == Lines::Many && (c == '\n' || c == '\t')) return QString(QChar(static_cast<char16_t>(c)));
    if (c < 0x20 || c == 0x7f) return QString(QChar(static_cast<char16_t>(c < 0x20 ? 0x2400 + c : 0x2421)));
    return misleads(c) ? token(c) : QString::fromUcs4(&c, 1);
}

constexpr std::size_t kCharacterBytesMax = 4;

bool goesOn(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80; }

/// The last pieces of a text, as many as fit into `charactersMax`.
QString lastPieces(std::string_view text, qsizetype charactersMax) {
    text.remove_prefix(text.size() -
                       std::min(text.size(), kCharacterBytesMax * static_cast<std::size_t>(charactersMax)));
    // No character goes on for longer than this, so a piece begins here.
    for (std::size_t i = 1; i < kCharacterBytesMax && !text.empty() && goesOn(text.front()); ++i)
        text.remove_prefix(1);
    QStringList pieces;
    while (!text.empty())
        pieces.append(takePiece(text, Lines::One));
    QString last;
    while (!pieces.isEmpty() && last.size() + pieces.last().size() <= charactersMax)
        last.prepend(pieces.takeLast());
    return last;
}

/// Most text is plain ASCII; it needs no look at each character.
bool isPlain(std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7f) return false;
    }
    return true;
}

} // namespace

QString safeText(std::string_view utf8, Lines lines) {
    if (isPlain(utf8)) return QString::fromLatin1(utf8.data(), static_cast<qsizetype>(utf8.size()));
    QString safe;
    safe.reserve(static_cast<qsizetype>(utf8.size()));
    while (!utf8.empty())
        safe += takePiece(utf8, lines);
    return safe;
}

QString exactText(std::string_view utf8) { return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())); }

QString shortened(std::string_view utf8, int charactersMax) {
    // Names end in what tells them apart, and begin with what they are.
    const int tail = charactersMax / 4;
    const int front = charactersMax - tail - 1;
    QString shown;
    qsizetype frontEnd = 0;
    for (std::string_view rest = utf8; shown.size() <= charactersMax;) {
        if (rest.empty()) return shown;
        shown += takePiece(rest, Lines::One);
        if (shown.size() <= front) frontEnd = shown.size();
    }
    return shown.left(frontEnd) + QChar(0x2026) + lastPieces(utf8, tail);
}

std::size_t wholeCharacters(std::string_view utf8, std::size_t bytesMax) {
    if (utf8.size() <= bytesMax) return utf8.size();
    std::size_t end = bytesMax;
    for (std::size_t i = 1; i < kCharacterBytesMax && end > 0 && goesOn(utf8[end]); ++i)
        --end;
    return end;
}

QString beginningOf(std::string_view utf8, std::size_t bytesMax) {
    if (utf8.size() <= bytesMax) return safeText(utf8);
    return safeText(utf8.substr(0, wholeCharacters(utf8, bytesMax))) + QChar(0x2026);
}

} // namespace eventscope::ui
