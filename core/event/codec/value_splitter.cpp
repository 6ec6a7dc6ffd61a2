// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/value_splitter.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::size_t kBlockBytes = 256u << 10;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Where an object stands, byte by byte.
class ObjectScan {
  public:
    /// True with the byte that ends the object.
    bool takes(char c) {
        if (m_inString) {
            if (m_escaped)
                m_escaped = false;
            else if (c == '\\')
                m_escaped = true;
            else if (c == '"')
                m_inString = false;
            return false;
        }
        if (c == '"')
            m_inString = true;
        else if (c == '{' || c == '[')
            ++m_depth;
        else if (c == '}' || c == ']')
            return --m_depth == 0;
        return false;
    }
    [[nodiscard]] bool inString() const { return m_inString; }

  private:
    std::size_t m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
};

} // namespace

ValueSplitter::ValueSplitter(std::unique_ptr<ByteSource> source, std::size_t bytesMax)
    : m_source(std::move(source)), m_bytesMax(bytesMax) {}

std::string ValueSplitter::place() const {
    return "line " + std::to_string(m_line) + ", byte " + std::to_string(byteOfLine()) + ": ";
}

Failure ValueSplitter::wrong(const std::string &what) const { return fail(ErrorKind::Corrupt, place() + what); }

Result<bool> ValueSplitter::fill() {
    if (m_ended) return false;
    // Consumed bytes go before new ones come, but not for every few of them.
    if (m_at > kBlockBytes) {
        m_bytesBefore += m_at;
        m_buffer.erase(0, m_at);
        m_at = 0;
    }
    const std::size_t had = m_buffer.size();
    m_buffer.resize(had + kBlockBytes);
    auto got = m_source->read({m_buffer.data() + had, kBlockBytes});
    m_buffer.resize(had + (got ? *got : 0));
    if (!got) return fail(std::move(got).error());
    m_ended = *got == 0;
    return !m_ended;
}

Result<char> ValueSplitter::peekToken() {
    for (;;) {
        for (; m_at < m_buffer.size(); ++m_at) {
            const char c = m_buffer[m_at];
            if (c == '\n') {
                ++m_line;
                m_lineStart = bytesRead() + 1;
            }
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return c == '\0' ? '\1' : c;
        }
        ES_ASSIGN(more, fill());
        if (!more) return '\0';
    }
}

Result<void> ValueSplitter::begin() {
    m_begun = true;
    while (m_buffer.size() < kByteOrderMark.size()) {
        ES_ASSIGN(more, fill());
        if (!more) break;
    }
    if (m_buffer.starts_with(kByteOrderMark)) m_at = kByteOrderMark.size();
    ES_ASSIGN(first, peekToken());
    if (first != '[') return {};
    m_list = List::Open;
    ++m_at;
    return {};
}

/// Leads to the beginning of the next object; false at the end of the text.
Result<bool> ValueSplitter::findObject() {
    ES_ASSIGN(token, peekToken());
    if (m_list == List::Open && token == ']') {
        m_list = List::Closed;
        ++m_at;
        ES_ASSIGN(behind, peekToken());
        if (behind != '\0') return wrong("expected nothing behind the end of the array");
        return false;
    }
    if (m_list == List::Closed) return false;
    if (m_list == List::Open && m_any) {
        if (token != ',') return wrong(token == '\0' ? "the array is cut off" : "expected \",\" or \"]\"");
        ++m_at;
        ES_ASSIGN(next, peekToken());
        token = next;
    }
    if (token == '\0' && m_list == List::None) return false;
    if (token == '\0') return wrong("the array is cut off");
    if (token != '{') return wrong("expected an event, an object in braces");
    return true;
}

/// Behind the object that begins at m_at, as an offset from m_at.
Result<std::size_t> ValueSplitter::objectEnd() {
    ObjectScan scan;
    for (std::size_t offset = 0;;) {
        for (; m_at + offset < m_buffer.size(); ++offset) {
            const char c = m_buffer[m_at + offset];
            if (c == '\n' && scan.inString())
                return wrong("the event has a line break inside of a string, or is cut off");
            if (scan.takes(c)) return offset + 1;
        }
        if (offset > m_bytesMax) {
            return fail(ErrorKind::TooLarge,
                        place() + "the event is larger than " + std::to_string(m_bytesMax >> 20) + " MiB");
        }
        ES_ASSIGN(more, fill());
        if (!more) return wrong("the event that begins here is cut off");
    }
}

Result<bool> ValueSplitter::next(Slice &slice) {
    if (!m_begun) ES_TRY(begin());
    ES_ASSIGN(found, findObject());
    if (!found) return false;
    ES_ASSIGN(bytes, objectEnd());
    slice = {std::string_view(m_buffer).substr(m_at, bytes), m_line, byteOfLine()};
    if (const auto last = slice.text.rfind('\n'); last != std::string_view::npos) {
        m_line += static_cast<std::uint64_t>(std::ranges::count(slice.text, '\n'));
        m_lineStart = bytesRead() + last + 1;
    }
    m_at += bytes;
    m_any = true;
    return true;
}

} // namespace eventscope
