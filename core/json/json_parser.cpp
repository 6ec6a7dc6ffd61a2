// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_container.h"
#include "core/json/json_node.h"
#include "core/json/json_scanner.h"

#include <array>
#include <limits>
#include <list>
#include <memory_resource>
#include <span>

namespace eventscope {

namespace {

/// Builds the tree bottom-up with stacks of its own: children wait in m_values until their container closes.
class Parser {
  public:
    Parser(std::string_view bytes, const ParseLimits &limits) : m_scan(bytes), m_depthMax(limits.depthMax) {
        m_values.reserve(32);
        m_keys.reserve(32);
        m_open.reserve(8);
    }

    Result<Json> parse() {
        m_scan.skipSpace();
        while (readValue()) {
            if (!m_open.empty()) continue;
            m_scan.skipSpace();
            if (m_scan.atEnd()) return std::move(m_values.front());
            m_scan.fail("nothing more after the value");
            break;
        }
        if (m_tooDeep) {
            return fail(ErrorKind::TooLarge, "JSON is nested deeper than " + std::to_string(m_depthMax) + " levels", {},
                        "byte " + std::to_string(m_scan.offset()));
        }
        return fail(ErrorKind::Invalid, std::string("Not valid JSON: expected ") + m_scan.expected(), {},
                    "byte " + std::to_string(m_scan.offset()));
    }

  private:
    struct Open {
        Json::Kind kind;
        std::size_t firstValue, firstKey;
    };

    /// Reads up to where the next value begins, or to the end of the document. False after an error.
    bool readValue() {
        const char first = m_scan.peek();
        if (first == '{' || first == '[') return open(first == '{' ? Json::Kind::Object : Json::Kind::Array);
        return readScalar(first) && endValue();
    }

    bool open(Json::Kind kind) {
        if (m_open.size() == m_depthMax) {
            m_tooDeep = true;
            return false;
        }
        m_scan.advance();
        m_open.push_back({kind, m_values.size(), m_keys.size()});
        m_scan.skipSpace();
        if (m_scan.peek() == (kind == Json::Kind::Object ? '}' : ']')) return close() && endValue();
        return kind == Json::Kind::Array || readKey();
    }

    /// After a value: closes what ends here, and goes to the next value.
    bool endValue() {
        while (!m_open.empty()) {
            m_scan.skipSpace();
            const bool isObject = m_open.back().kind == Json::Kind::Object;
            const char next = m_scan.peek();
            if (next == ',') {
                m_scan.advance();
                m_scan.skipSpace();
                return !isObject || readKey();
            }
            if (next != (isObject ? '}' : ']')) return m_scan.fail(isObject ? "',' or '}'" : "',' or ']'");
            if (!close()) return false;
        }
        return true;
    }

    bool close() {
        m_scan.advance();
        const Open open = m_open.back();
        m_open.pop_back();
        Json made = json_container::make(open.kind, std::span(m_values).subspan(open.firstValue),
                                         std::span(m_keys).subspan(open.firstKey));
        m_values.resize(open.firstValue);
        m_keys.resize(open.firstKey);
        m_values.push_back(std::move(made));
        return true;
    }

    bool readKey() {
        if (m_scan.peek() != '"') return m_scan.fail("a key in quotation marks");
        JsonScanner::Text key;
        if (!m_scan.readString(key)) return false;
        // Most keys are taken straight from the input; an unescaped one needs a place of its own until its object
        // closes.
        m_keys.push_back(key.unescaped ? m_unescapedKeys.emplace_back(key.view) : key.view);
        m_scan.skipSpace();
        if (m_scan.peek() != ':') return m_scan.fail("':'");
        m_scan.advance();
        m_scan.skipSpace();
        return true;
    }

    bool readScalar(char first) {
        JsonScanner::Text text;
        switch (first) {
        case '"':
            if (!m_scan.readString(text)) return false;
            m_values.push_back(JsonNode::text(Json::Kind::String, text.view));
            return true;
        case 't':
            return readWord("true", JsonNode::text(Json::Kind::True, {}));
        case 'f':
            return readWord("false", JsonNode::text(Json::Kind::False, {}));
        case 'n':
            return readWord("null", {});
        default:
            break;
        }
        if (first != '-' && (first < '0' || first > '9')) return m_scan.fail("a value");
        if (!m_scan.readNumber(text)) return false;
        m_values.push_back(JsonNode::text(Json::Kind::Number, text.view));
        return true;
    }

    bool readWord(std::string_view word, Json value) {
        if (!m_scan.readWord(word)) return false;
        m_values.push_back(std::move(value));
        return true;
    }

    JsonScanner m_scan;
    std::size_t m_depthMax;
    bool m_tooDeep = false;
    // Small documents never leave this buffer.
    std::array<std::byte, 4096> m_buffer;
    std::pmr::monotonic_buffer_resource m_memory{m_buffer.data(), m_buffer.size()};
    std::pmr::vector<Json> m_values{&m_memory};
    std::pmr::vector<std::string_view> m_keys{&m_memory};
    std::pmr::vector<Open> m_open{&m_memory};
    std::list<std::string> m_unescapedKeys; // never move; costs nothing while empty
};

} // namespace

Result<Json> Json::parse(std::string_view bytes, const ParseLimits &limits) {
    // Offsets of keys are 32 bits wide.
    const std::size_t bytesMax = std::min<std::size_t>(limits.bytesMax, std::numeric_limits<std::uint32_t>::max());
    if (bytes.size() > bytesMax) {
        return fail(ErrorKind::TooLarge, "JSON of " + std::to_string(bytes.size()) + " bytes is over the limit of " +
                                             std::to_string(bytesMax));
    }
    return Parser(bytes, limits).parse();
}

} // namespace eventscope
