// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/object_reader.h"

#include "core/event/codec/json_slice.h"
#include "core/json/json.h"
#include "core/json/number.h"

#include <algorithm>

namespace eventscope {

Result<void> ObjectReader::open(std::string_view text, std::uint64_t line) {
    m_text = text;
    m_line = line;
    m_members.clear();
    return readMembers();
}

Result<void> ObjectReader::readMembers() {
    JsonScanner scanner(m_text);
    const auto broken = [&](const std::string &expected) {
        return fail(ErrorKind::Corrupt, "line " + std::to_string(m_line) + ", byte " +
                                            std::to_string(scanner.offset() + 1) + ": expected " + expected);
    };
    scanner.advance(); // the brace
    scanner.skipSpace();
    if (scanner.peek() == '}') return {};
    for (;;) {
        JsonScanner::Text key;
        scanner.skipSpace();
        if (scanner.peek() != '"') return broken("a key in quotation marks");
        if (!scanner.readString(key)) return broken(scanner.expected());
        std::string name(key.view);
        if (find(name)) return broken("each key once, and \"" + name.substr(0, 64) + "\" stands twice");
        scanner.skipSpace();
        if (scanner.peek() != ':') return broken("\":\"");
        scanner.advance();
        scanner.skipSpace();
        const std::size_t from = scanner.offset();
        if (!skipValue(scanner, ParseLimits{}.depthMax)) return broken(scanner.expected());
        m_members.push_back({std::move(name), m_text.substr(from, scanner.offset() - from)});
        scanner.skipSpace();
        if (scanner.peek() == '}') return {};
        if (scanner.peek() != ',') return broken("\",\" or \"}\"");
        scanner.advance();
    }
}

const RawMember *ObjectReader::find(std::string_view key) const {
    const auto found = std::ranges::find(m_members, key, &RawMember::key);
    return found == m_members.end() ? nullptr : &*found;
}

Failure ObjectReader::wrong(const RawMember &member, const std::string &expected) const {
    const auto byte = static_cast<std::size_t>(member.raw.data() - m_text.data()) + 1;
    return fail(ErrorKind::Corrupt, "line " + std::to_string(m_line) + ", byte " + std::to_string(byte) + ": \"" +
                                        member.key.substr(0, 64) + "\" must be " + expected);
}

Result<std::string> ObjectReader::text(const RawMember &member) const {
    if (!member.raw.starts_with('"')) return wrong(member, "a string");
    JsonScanner scanner(member.raw);
    JsonScanner::Text text;
    if (!scanner.readString(text)) return wrong(member, "a string");
    return std::string(text.view);
}

Result<std::int64_t> ObjectReader::whole(const RawMember &member) const {
    if (isNumberToken(member.raw)) {
        if (const auto value = wholeNumber(member.raw)) return *value;
    }
    return wrong(member, "a whole number");
}

} // namespace eventscope
