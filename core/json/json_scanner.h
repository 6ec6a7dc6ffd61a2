// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eventscope {

/// The tokens of a JSON text. After a failed read, expected() and offset() say what was wanted where.
class JsonScanner {
  public:
    explicit JsonScanner(std::string_view bytes)
        : m_begin(bytes.data()), m_at(bytes.data()), m_end(bytes.data() + bytes.size()) {}

    /// The next byte, 0 at the end (a NUL byte is no token either).
    [[nodiscard]] char peek() const { return m_at < m_end ? *m_at : '\0'; }
    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    void advance(std::size_t bytes = 1) { m_at += bytes; }
    void skipSpace() {
        while (m_at < m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\t' || *m_at == '\r'))
            ++m_at;
    }

    struct Text {
        std::string_view view;  ///< of the input, or of the scanner until the next read
        bool unescaped = false; ///< true: of the scanner
    };
    /// REQUIRES: at a quotation mark.
    [[nodiscard]] bool readString(Text &text);
    /// REQUIRES: at '-' or a digit.
    [[nodiscard]] bool readNumber(Text &text);
    [[nodiscard]] bool readWord(std::string_view word);

    /// False, for `return fail("...")`.
    bool fail(const char *expected) {
        m_expected = expected;
        return false;
    }
    [[nodiscard]] const char *expected() const { return m_expected; }
    [[nodiscard]] std::size_t offset() const { return static_cast<std::size_t>(m_at - m_begin); }

  private:
    [[nodiscard]] std::string_view rest() const { return {m_at, static_cast<std::size_t>(m_end - m_at)}; }
    void skipPlain();
    [[nodiscard]] bool skipCharacter();
    [[nodiscard]] bool readEscapes(const char *from);
    [[nodiscard]] bool readEscape();
    [[nodiscard]] bool readUnit(std::uint32_t &unit);
    [[nodiscard]] bool readDigits();

    const char *m_begin;
    const char *m_at;
    const char *m_end;
    const char *m_expected = "a value";
    std::string m_unescaped;
};

} // namespace eventscope
