// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/object_reader.h"

#include "core/base/text.h"
#include "core/event/codec/json_slice.h"
#include "core/json/json.h"
#include "core/json/number.h"

#include <algorithm>
#include <iterator>

namespace eventscope {

Result<void> ObjectReader::open(const ValueSplitter::Slice &object) {
    m_slice = object;
    m_members.clear();
    ES_TRY(readMembers());
    return checkKeys();
}

Failure ObjectReader::wrongAt(std::size_t offset, const std::string &what) const {
    const auto before = m_slice.text.substr(0, offset);
    const auto lastBreak = before.rfind('\n');
    const auto line = m_slice.line + static_cast<std::uint64_t>(std::ranges::count(before, '\n'));
    const auto byte = lastBreak == std::string_view::npos ? m_slice.byte + offset : offset - lastBreak;
    return fail(ErrorKind::Corrupt, "line " + std::to_string(line) + ", byte " + std::to_string(byte) + ": " + what);
}

Result<void> ObjectReader::readMembers() {
    JsonScanner scanner(m_slice.text);
    const auto broken = [&](const std::string &expected) { return wrongAt(scanner.offset(), "expected " + expected); };
    scanner.advance(); // the brace
    scanner.skipSpace();
    if (scanner.peek() == '}') return {};
    for (;;) {
        JsonScanner::Text key;
        scanner.skipSpace();
        if (scanner.peek() != '"') return broken("a key in quotation marks");
        if (!scanner.readString(key)) return broken(scanner.expected());
        std::string name(key.view);
        scanner.skipSpace();
        if (scanner.peek() != ':') return broken("\":\"");
        scanner.advance();
        scanner.skipSpace();
        const std::size_t from = scanner.offset();
        if (!skipValue(scanner, ParseLimits{}.depthMax)) return broken(scanner.expected());
        m_members.push_back({std::move(name), m_slice.text.substr(from, scanner.offset() - from)});
        scanner.skipSpace();
        if (scanner.peek() == '}') return {};
        if (scanner.peek() != ',') return broken("\",\" or \"}\"");
        scanner.advance();
    }
}

/// By sorting, since a file may hold an object with as many keys as it likes.
Result<void> ObjectReader::checkKeys() const {
    std::vector<const RawMember *> sorted;
    sorted.reserve(m_members.size());
    for (const RawMember &member : m_members)
        sorted.push_back(&member);
    const auto keyOf = [](const RawMember *member) -> std::string_view { return member->key; };
    std::ranges::stable_sort(sorted, {}, keyOf);
    const auto twice = std::ranges::adjacent_find(sorted, {}, keyOf);
    if (twice == sorted.end()) return {};
    const RawMember &second = **std::next(twice);
    return wrongAt(offsetOf(second), "expected each key once, and \"" + second.key.substr(0, 64) + "\" stands twice");
}

const RawMember *ObjectReader::find(std::string_view key) const {
    const auto found = std::ranges::find(m_members, key, &RawMember::key);
    return found == m_members.end() ? nullptr : &*found;
}

Failure ObjectReader::wrong(const RawMember &member, const std::string &expected) const {
    return wrongAt(offsetOf(member), "\"" + member.key.substr(0, 64) + "\" must be " + expected);
}

Result<std::string> ObjectReader::text(const RawMember &member) const {
    if (!member.raw.starts_with('"')) return wrong(member, "a string");
    JsonScanner scanner(member.raw);
    JsonScanner::Text text;
    if (!scanner.readString(text)) return wrong(member, "a string");
    return std::string(text.view);
}

Result<std::string> ObjectReader::name(const RawMember &member) const {
    ES_ASSIGN(name, text(member));
    if (!isUtf8(name)) return wrong(member, "a text without halves of characters");
    return name;
}

Result<std::int64_t> ObjectReader::whole(const RawMember &member) const {
    if (isNumberToken(member.raw)) {
        if (const auto value = wholeNumber(member.raw)) return *value;
    }
    return wrong(member, "a whole number");
}

} // namespace eventscope
