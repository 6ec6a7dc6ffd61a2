// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/json_slice.h"

#include "core/json/json.h"

#include <vector>

namespace eventscope {

namespace {

/// One value over the scanner, with the open containers on a stack of their closing brackets.
class Skipper {
  public:
    Skipper(JsonScanner &scanner, std::size_t depthMax) : m_scanner(scanner), m_depthMax(depthMax) {}

    bool run() {
        do {
            m_scanner.skipSpace();
            bool opened = false;
            if (!skipOne(opened)) return false;
            if (opened) continue;
            if (!closeOrGoOn()) return false;
        } while (!m_open.empty());
        return true;
    }

  private:
    /// A scalar, an empty container, or the opening of one.
    bool skipOne(bool &opened) {
        JsonScanner::Text text;
        switch (m_scanner.peek()) {
        case '"':
            return m_scanner.readString(text);
        case 't':
            return m_scanner.readWord("true");
        case 'f':
            return m_scanner.readWord("false");
        case 'n':
            return m_scanner.readWord("null");
        case '{':
            return open('}', opened);
        case '[':
            return open(']', opened);
        default:
            if (m_scanner.peek() == '-' || (m_scanner.peek() >= '0' && m_scanner.peek() <= '9')) {
                return m_scanner.readNumber(text);
            }
            return m_scanner.fail("a value");
        }
    }

    bool open(char closing, bool &opened) {
        if (m_open.size() == m_depthMax) return m_scanner.fail("less nesting");
        m_scanner.advance();
        m_scanner.skipSpace();
        if (m_scanner.peek() == closing) {
            m_scanner.advance();
            return true;
        }
        m_open.push_back(closing);
        opened = true;
        return closing == ']' || skipKey();
    }

    bool skipKey() {
        JsonScanner::Text key;
        m_scanner.skipSpace();
        if (m_scanner.peek() != '"') return m_scanner.fail("a key in quotation marks");
        if (!m_scanner.readString(key)) return false;
        m_scanner.skipSpace();
        if (m_scanner.peek() != ':') return m_scanner.fail("\":\"");
        m_scanner.advance();
        return true;
    }

    /// Behind a value: a comma leads to the next one, closing brackets end their containers.
    bool closeOrGoOn() {
        while (!m_open.empty()) {
            m_scanner.skipSpace();
            if (m_scanner.peek() == ',') {
                m_scanner.advance();
                return m_open.back() == ']' || skipKey();
            }
            if (m_scanner.peek() != m_open.back())
                return m_scanner.fail(m_open.back() == ']' ? "\",\" or \"]\"" : "\",\" or \"}\"");
            m_scanner.advance();
            m_open.pop_back();
        }
        return true;
    }

    JsonScanner &m_scanner;
    const std::size_t m_depthMax;
    std::vector<char> m_open;
};

} // namespace

bool skipValue(JsonScanner &scanner, std::size_t depthMax) { return Skipper(scanner, depthMax).run(); }

bool isOneValue(std::string_view text) {
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    if (text.empty() || isSpace(text.front())) return false;
    JsonScanner scanner(text);
    return skipValue(scanner, ParseLimits{}.depthMax) && scanner.atEnd();
}

} // namespace eventscope
