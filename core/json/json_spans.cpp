// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_spans.h"

#include "core/json/json_scanner.h"

namespace eventscope {

namespace {

constexpr std::size_t kDepthMax = 512;

class SpanWalk {
  public:
    SpanWalk(std::string_view document, JsonSpanVisitor &visitor)
        : m_document(document), m_scan(document), m_visitor(visitor) {}

    Result<void> run() {
        m_scan.skipSpace();
        ES_TRY(value(true));
        m_scan.skipSpace();
        return m_scan.atEnd() ? Result<void>() : Result<void>(broken("the end"));
    }

  private:
    Failure broken(const char *expected) const {
        return eventscope::fail(ErrorKind::Invalid, "Not JSON: expected " + std::string(expected), {},
                                "byte " + std::to_string(m_scan.offset()));
    }

    /// At the first byte of a value; afterwards behind it.
    Result<void> value(bool isLookedAt) {
        if (isLookedAt && m_visitor.wants(m_path, m_document.substr(m_scan.offset()))) {
            const std::size_t offset = m_scan.offset();
            const std::size_t known = m_depth < kDepthMax ? m_visitor.knownBytes() : 0;
            if (known > 0)
                m_scan.advance(known);
            else
                ES_TRY(value(false));
            return m_visitor.take(m_path, offset, m_scan.offset() - offset);
        }
        switch (m_scan.peek()) {
        case '{':
            return container('}', isLookedAt);
        case '[':
            return container(']', isLookedAt);
        default:
            return scalar();
        }
    }

    Result<void> scalar() {
        JsonScanner::Text text;
        bool isRead = false;
        switch (m_scan.peek()) {
        case '"':
            isRead = m_scan.readString(text);
            break;
        case 't':
            isRead = m_scan.readWord("true");
            break;
        case 'f':
            isRead = m_scan.readWord("false");
            break;
        case 'n':
            isRead = m_scan.readWord("null");
            break;
        case '-':
        case '0':
        case '1':
        case '2':
        case '3':
        case '4':
        case '5':
        case '6':
        case '7':
        case '8':
        case '9':
            isRead = m_scan.readNumber(text);
            break;
        default:
            return broken("a value");
        }
        return isRead ? Result<void>() : Result<void>(broken(m_scan.expected()));
    }

    Result<void> container(char end, bool isLookedAt) {
        if (++m_depth > kDepthMax)
            return eventscope::fail(ErrorKind::TooLarge, "JSON nested deeper than " + std::to_string(kDepthMax));
        m_scan.advance();
        m_scan.skipSpace();
        if (m_scan.peek() == end) return leave();
        for (std::size_t index = 0;; ++index) {
            if (isLookedAt) m_path.emplace_back();
            if (end == '}') {
                ES_TRY(key(isLookedAt));
            } else if (isLookedAt) {
                m_path.back() = std::to_string(index);
            }
            ES_TRY(value(isLookedAt));
            if (isLookedAt) m_path.pop_back();
            m_scan.skipSpace();
            if (m_scan.peek() == end) return leave();
            if (m_scan.peek() != ',') return broken(end == '}' ? "',' or '}'" : "',' or ']'");
            m_scan.advance();
            m_scan.skipSpace();
        }
    }

    Result<void> key(bool isLookedAt) {
        JsonScanner::Text name;
        if (m_scan.peek() != '"' || !m_scan.readString(name)) return broken("a key");
        if (isLookedAt) m_path.back() = name.view;
        m_scan.skipSpace();
        if (m_scan.peek() != ':') return broken("':'");
        m_scan.advance();
        m_scan.skipSpace();
        return {};
    }

    Result<void> leave() {
        --m_depth;
        m_scan.advance();
        return {};
    }

    const std::string_view m_document;
    JsonScanner m_scan;
    JsonSpanVisitor &m_visitor;
    JsonSpanVisitor::Path m_path;
    std::size_t m_depth = 0;
};

} // namespace

Result<void> visitSpans(std::string_view document, JsonSpanVisitor &visitor) {
    return SpanWalk(document, visitor).run();
}

} // namespace eventscope
