// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/safe_text.h"

#include <QStringList>

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

/// Calls `take` with each safe piece: one character or one token.
template <class F>
void eachPiece(std::string_view text, Lines lines, F take) {
    while (!text.empty()) {
        std::size_t length = 1;
        const char32_t c = decode(text, length);
        if (c == kInvalid) {
            const uint byte = static_cast<unsigned char>(text[0]);
            take(QStringLiteral("\u27E6x%1\u27E7").arg(byte, 2, 16, QLatin1Char('0')));
        } else if (lines == Lines::Many && (c == '\n' || c == '\t')) {
            take(QString(QChar(static_cast<char16_t>(c))));
        } else if (c < 0x20 || c == 0x7f) {
            take(QString(QChar(static_cast<char16_t>(c < 0x20 ? 0x2400 + c : 0x2421))));
        } else {
            take(misleads(c) ? token(c) : QString::fromUcs4(&c, 1));
        }
        text.remove_prefix(length);
    }
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
    eachPiece(utf8, lines, [&safe](const QString &piece) { safe += piece; });
    return safe;
}

QString exactText(std::string_view utf8) { return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())); }

QString shortened(std::string_view utf8, int charactersMax) {
    QStringList pieces;
    eachPiece(utf8, Lines::One, [&pieces](const QString &piece) { pieces.append(piece); });
    if (pieces.size() <= charactersMax) return pieces.join(QString());
    // Names end in what tells them apart, and begin with what they are.
    const int tail = charactersMax / 4;
    const int front = charactersMax - tail - 1;
    return pieces.mid(0, front).join(QString()) + QChar(0x2026) + pieces.mid(pieces.size() - tail).join(QString());
}

} // namespace eventscope::ui
