// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/filter_lexer.h"

#include "core/json/number.h"
#include "core/json/utf8.h"

#include <array>
#include <optional>

namespace eventscope {

namespace {

using Kind = FilterToken::Kind;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c == '@' || (c & 0x80) != 0;
}
bool isNamePart(char c) { return isNameStart(c) || isDigit(c) || c == '-'; }

struct Symbol {
    std::string_view text;
    Kind kind;
};
// Longer ones first.
constexpr std::array<Symbol, 18> kSymbols = {{
    {"==", Kind::Compare},
    {"!=", Kind::Compare},
    {"<=", Kind::Compare},
    {">=", Kind::Compare},
    {"=~", Kind::Compare},
    {"&&", Kind::And},
    {"||", Kind::Or},
    {"..", Kind::DotDot},
    {"<", Kind::Compare},
    {">", Kind::Compare},
    {"~", Kind::Compare},
    {"!", Kind::Not},
    {"(", Kind::Open},
    {")", Kind::Close},
    {"[", Kind::OpenBracket},
    {"]", Kind::CloseBracket},
    {"*", Kind::Star},
    {".", Kind::Dot},
}};

class Lexer {
  public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    std::vector<FilterToken> run() {
        do {
            next();
        } while (m_tokens.back().kind != Kind::End && m_tokens.back().kind != Kind::Bad);
        return std::move(m_tokens);
    }

  private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    [[nodiscard]] bool afterDot() const { return !m_tokens.empty() && m_tokens.back().kind == Kind::Dot; }

    void next() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
            ++m_at;
        m_from = m_at;
        if (m_at == m_text.size()) return add(Kind::End);
        if (isNameStart(peek()) || (afterDot() && isDigit(peek()))) return takeName();
        if (peek() == '"') return takeString();
        if (isDigit(peek()) || (peek() == '-' && isDigit(peek(1)))) return takeNumberOrTime();
        for (const Symbol &symbol : kSymbols) {
            if (!m_text.substr(m_at).starts_with(symbol.text)) continue;
            m_at += symbol.text.size();
            return add(symbol.kind);
        }
        bad(m_at, wantedInsteadOf(peek()));
    }

    static std::string wantedInsteadOf(char c) {
        switch (c) {
        case '=':
            return "==";
        case '&':
            return "&&";
        case '|':
            return "||";
        case '\'':
            return "a string in double quotes";
        default:
            return "a field, an operator or a value";
        }
    }

    void takeName() {
        while (isNamePart(peek()))
            ++m_at;
        add(Kind::Name);
    }

    void takeNumberOrTime() {
        const bool year = isDigit(peek()) && isDigit(peek(1)) && isDigit(peek(2)) && isDigit(peek(3));
        if (year && peek(4) == '-') {
            while (isDigit(peek()) || isOneOf("-:+TtZz", peek()) || (peek() == '.' && isDigit(peek(1))))
                ++m_at;
            return add(Kind::Moment);
        }
        ++m_at;
        while (isDigit(peek()) || (peek() == '.' && isDigit(peek(1))) || isExponent())
            ++m_at;
        if (!isNumberToken(m_text.substr(m_from, m_at - m_from))) return bad(m_from, "a number such as 12.50");
        add(Kind::Number);
    }
    [[nodiscard]] bool isExponent() const {
        if (isOneOf("eE", peek())) return true;
        return isOneOf("+-", peek()) && isOneOf("eE", m_text[m_at - 1]);
    }
    static bool isOneOf(std::string_view set, char c) { return c != '\0' && set.find(c) != std::string_view::npos; }

    void takeString() {
        std::string value;
        ++m_at;
        while (m_at < m_text.size() && peek() != '"') {
            if (peek() != '\\') {
                value += m_text[m_at++];
            } else if (!takeEscape(value)) {
                return bad(m_at, R"(an escape (\" \\ \/ \b \f \n \r \t \u0000))", std::move(value));
            }
        }
        if (m_at == m_text.size()) return bad(m_at, "a closing \"", std::move(value));
        ++m_at;
        add(Kind::String);
        m_tokens.back().text = std::move(value);
    }

    bool takeEscape(std::string &value) {
        constexpr std::string_view kNames = "\"\\/bfnrt", kValues = "\"\\/\b\f\n\r\t";
        const auto known = kNames.find(peek(1));
        if (m_at + 1 < m_text.size() && known != std::string_view::npos) {
            value += kValues[known];
            m_at += 2;
            return true;
        }
        const auto unit = unicodeEscape(m_at);
        if (!unit) return false;
        m_at += 6;
        if (utf8::isHighSurrogate(*unit)) {
            if (const auto low = unicodeEscape(m_at); low && utf8::isLowSurrogate(*low)) {
                m_at += 6;
                utf8::append(value, utf8::joinSurrogates(*unit, *low));
                return true;
            }
        }
        utf8::append(value, *unit);
        return true;
    }

    /// The code unit of a "\u00e9" at `at`.
    [[nodiscard]] std::optional<std::uint32_t> unicodeEscape(std::size_t at) const {
        if (m_text.substr(at, 2) != "\\u" || m_text.size() - at < 6) return std::nullopt;
        std::uint32_t unit = 0;
        for (const char c : m_text.substr(at + 2, 4)) {
            constexpr std::string_view kDigits = "0123456789abcdef";
            const auto digit = kDigits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
            if (digit == std::string_view::npos) return std::nullopt;
            unit = unit << 4 | static_cast<std::uint32_t>(digit);
        }
        return unit;
    }

    void add(Kind kind) {
        m_tokens.push_back({kind, m_from, m_at, std::string(m_text.substr(m_from, m_at - m_from)), 0, {}});
    }
    void bad(std::size_t at, std::string expected, std::string value = {}) {
        m_tokens.push_back({Kind::Bad, m_from, m_text.size(), std::move(value), at, std::move(expected)});
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_from = 0; ///< where the token under way began
    std::vector<FilterToken> m_tokens;
};

} // namespace

std::vector<FilterToken> filterTokens(std::string_view text) { return Lexer(text).run(); }

} // namespace eventscope
