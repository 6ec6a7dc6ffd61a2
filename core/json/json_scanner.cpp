// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_scanner.h"

#include "core/json/plain_json_bytes.h"
#include "core/json/utf8.h"

namespace eventscope {

namespace {

bool isDigit(char byte) { return byte >= '0' && byte <= '9'; }

} // namespace

void JsonScanner::skipPlain() { m_at += plainJsonBytes(rest()); }

/// Over one character that is not plain, but neither a quotation mark nor a backslash.
bool JsonScanner::skipCharacter() {
    if (static_cast<unsigned char>(*m_at) < 0x20) return fail("control characters in strings escaped");
    const std::size_t bytes = utf8::characterBytes(rest());
    if (bytes == 0) return fail("valid UTF-8");
    m_at += bytes;
    return true;
}

bool JsonScanner::readString(Text &text) {
    const char *from = ++m_at;
    for (;;) {
        skipPlain();
        if (atEnd()) return fail("the end of the string");
        if (*m_at == '"') break;
        if (*m_at == '\\') {
            if (!readEscapes(from)) return false;
            text = {m_unescaped, true};
            return true;
        }
        if (!skipCharacter()) return false;
    }
    text = {{from, static_cast<std::size_t>(m_at - from)}, false};
    ++m_at;
    return true;
}

/// The rest of a string from its first escape on; what is before it starts at `from`.
bool JsonScanner::readEscapes(const char *from) {
    m_unescaped.clear();
    for (;;) {
        m_unescaped.append(from, m_at);
        if (atEnd()) return fail("the end of the string");
        if (*m_at == '"') {
            ++m_at;
            return true;
        }
        from = m_at;
        if (*m_at == '\\') {
            if (!readEscape()) return false;
            from = m_at;
        } else if (!skipCharacter()) {
            return false;
        }
        skipPlain();
    }
}

bool JsonScanner::readEscape() {
    ++m_at;
    const char letter = peek();
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (const std::size_t found = kLetters.find(letter); found != std::string_view::npos) {
        m_unescaped += kMeanings[found];
        ++m_at;
        return true;
    }
    if (letter != 'u') return fail("an escape of JSON");
    ++m_at;
    std::uint32_t unit = 0;
    if (!readUnit(unit)) return false;
    if (utf8::isHighSurrogate(unit) && rest().starts_with("\\u")) {
        const char *second = m_at;
        m_at += 2;
        std::uint32_t low = 0;
        if (!readUnit(low)) return false;
        if (utf8::isLowSurrogate(low))
            unit = utf8::joinSurrogates(unit, low);
        else
            m_at = second; // a lone one: the next escape stands for itself
    }
    utf8::append(m_unescaped, unit);
    return true;
}

bool JsonScanner::readUnit(std::uint32_t &unit) {
    for (int i = 0; i < 4; ++i, ++m_at) {
        const char digit = peek();
        const char letter = static_cast<char>(digit | 0x20);
        unit <<= 4;
        if (isDigit(digit))
            unit |= static_cast<std::uint32_t>(digit - '0');
        else if (letter >= 'a' && letter <= 'f')
            unit |= static_cast<std::uint32_t>(letter - 'a' + 10);
        else
            return fail("four hexadecimal digits");
    }
    return true;
}

bool JsonScanner::readDigits() {
    if (!isDigit(peek())) return fail("a digit");
    while (isDigit(peek()))
        ++m_at;
    return true;
}

bool JsonScanner::readNumber(Text &text) {
    const char *from = m_at;
    if (peek() == '-') ++m_at;
    if (peek() == '0')
        ++m_at;
    else if (!readDigits())
        return false;
    if (isDigit(peek())) return fail("a number without leading zeros");
    if (peek() == '.') {
        ++m_at;
        if (!readDigits()) return false;
    }
    if (peek() == 'e' || peek() == 'E') {
        ++m_at;
        if (peek() == '+' || peek() == '-') ++m_at;
        if (!readDigits()) return false;
    }
    text = {{from, static_cast<std::size_t>(m_at - from)}, false};
    return true;
}

bool JsonScanner::readWord(std::string_view word) {
    if (!rest().starts_with(word)) return fail("a value");
    m_at += word.size();
    return true;
}

} // namespace eventscope
