// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json.h"
#include "core/json/print_start.h"
#include "core/json/utf8.h"

#include <algorithm>
#include <string>
#include <vector>

namespace eventscope {

namespace {

enum class Layout : std::uint8_t { Compact, Pretty };

void appendUnicodeEscape(std::string &text, std::uint32_t unit) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    text += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        text += kDigits[(unit >> shift) & 0xF];
}

/// The bytes at the front that stand in a JSON string as they are.
std::size_t plainBytes(std::string_view text) {
    std::size_t count = 0;
    while (count < text.size()) {
        const auto byte = static_cast<unsigned char>(text[count]);
        // 0xED begins surrogates (and the Hangul syllables, which the caller lets through).
        if (byte < 0x20 || byte == '"' || byte == '\\' || byte == 0xED) break;
        ++count;
    }
    return count;
}

/// The first character, which is not plain; gives how many bytes it had.
std::size_t appendEscaped(std::string &out, std::string_view text) {
    const char byte = text[0];
    switch (byte) {
    case '"':
        out += "\\\"";
        return 1;
    case '\\':
        out += "\\\\";
        return 1;
    case '\b':
        out += "\\b";
        return 1;
    case '\f':
        out += "\\f";
        return 1;
    case '\n':
        out += "\\n";
        return 1;
    case '\r':
        out += "\\r";
        return 1;
    case '\t':
        out += "\\t";
        return 1;
    default:
        break;
    }
    if (static_cast<unsigned char>(byte) < 0x20) {
        appendUnicodeEscape(out, static_cast<unsigned char>(byte));
        return 1;
    }
    if (const std::optional<std::uint32_t> surrogate = utf8::surrogateAt(text))
        appendUnicodeEscape(out, *surrogate);
    else
        out.append(text.substr(0, 3));
    return 3;
}

void appendString(std::string &out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const std::size_t plain = plainBytes(text);
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (!text.empty()) text.remove_prefix(appendEscaped(out, text));
    }
    out += '"';
}

/// Prints with a stack of its own, so that depth costs no stack of the thread.
class Printer {
  public:
    explicit Printer(Layout layout, std::size_t bytesMax = std::string::npos)
        : m_layout(layout), m_bytesMax(bytesMax) {}

    std::string print(const Json &value) {
        begin(value);
        while (!m_open.empty() && m_out.size() < m_bytesMax) {
            Level &level = m_open.back();
            if (level.next == level.end) {
                close();
                continue;
            }
            const auto [key, child] = *level.next;
            if (!level.first) m_out += ',';
            level.first = false;
            breakLine();
            if (level.isObject) {
                appendString(m_out, wanted(key));
                m_out += m_layout == Layout::Pretty ? ": " : ":";
            }
            ++level.next;
            begin(child);
        }
        return std::move(m_out);
    }

  private:
    struct Level {
        Json::Children::Iterator next, end;
        bool isObject;
        bool first;
    };

    /// What is wanted at most of a text, in whole characters.
    [[nodiscard]] std::string_view wanted(std::string_view text) const {
        std::size_t end = std::min(m_bytesMax, text.size());
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
            ++end;
        return text.substr(0, end);
    }

    void begin(const Json &value) {
        if (value.isString()) return appendString(m_out, wanted(value.token()));
        if (!value.isContainer()) {
            m_out += wanted(value.token());
            return;
        }
        m_out += value.isObject() ? '{' : '[';
        m_open.push_back({value.children().begin(), value.children().end(), value.isObject(), true});
    }

    void close() {
        const Level closed = m_open.back();
        m_open.pop_back();
        if (!closed.first) breakLine();
        m_out += closed.isObject ? '}' : ']';
    }

    void breakLine() {
        if (m_layout == Layout::Compact) return;
        m_out += '\n';
        m_out.append(2 * m_open.size(), ' ');
    }

    Layout m_layout;
    std::size_t m_bytesMax;
    std::string m_out;
    std::vector<Level> m_open;
};

} // namespace

std::string print(const Json &value) { return Printer(Layout::Compact).print(value); }

std::string printStart(const Json &value, std::size_t bytesMax) {
    return Printer(Layout::Compact, bytesMax).print(value);
}

std::string printPretty(const Json &value) { return Printer(Layout::Pretty).print(value); }

} // namespace eventscope
