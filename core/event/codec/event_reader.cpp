// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/event_reader.h"

#include "core/base/base64.h"

namespace eventscope {

namespace {

constexpr std::size_t kWarningsMax = 100;

} // namespace

Result<void> EventReader::read(const ObjectReader &object, DecodedEvent &event) {
    event.stream.clear();
    event.version.reset();
    event.position.reset();
    event.recordedAt.reset();
    event.event = {};
    event.line = object.line();
    for (const RawMember &member : object.members()) {
        ES_ASSIGN(known, take(object, member, event));
        if (!known) warn(object.line(), member.key);
    }
    ES_TRY(finish(object, event));
    if (event.event.type.empty()) return object.wrong("the event has no \"type\"");
    return {};
}

void EventReader::warn(std::uint64_t line, const std::string &key) {
    if (m_warnings.size() >= kWarningsMax || !m_unknown.insert(key).second) return;
    m_warnings.push_back("line " + std::to_string(line) + ": unknown key \"" + key.substr(0, 64) + "\"");
}

Result<EventId> EventReader::takeId(const ObjectReader &object, const RawMember &member, std::string_view space) {
    if (ObjectReader::isNull(member)) return EventId{};
    ES_ASSIGN(text, object.text(member));
    const auto id = parseEventId(text);
    return id ? *id : derivedEventId(space, text);
}

Result<Time> EventReader::takeTime(const ObjectReader &object, const RawMember &member) {
    ES_ASSIGN(text, object.text(member));
    const auto time = parseTime(text);
    if (!time) return object.wrong(member, "a time such as \"2026-03-04T12:00:03.881902Z\"");
    return *time;
}

Result<Position> EventReader::takePosition(const ObjectReader &object, const RawMember &member) {
    if (!member.raw.starts_with('"')) {
        ES_ASSIGN(number, object.whole(member));
        if (number < 0) return object.wrong(member, "a position");
        return Position{0, static_cast<std::uint64_t>(number)};
    }
    ES_ASSIGN(text, object.text(member));
    const auto position = parsePosition(text);
    if (!position) return object.wrong(member, "a position such as \"48211\"");
    return *position;
}

Result<int> EventReader::takeSchemaVersion(const ObjectReader &object, const RawMember &member) {
    ES_ASSIGN(number, object.whole(member));
    if (number < 0 || number > 1'000'000) return object.wrong(member, "a schema version from 0 to 1000000");
    return static_cast<int>(number);
}

Result<std::string> base64Of(const ObjectReader &object, const RawMember &member) {
    ES_ASSIGN(text, object.text(member));
    auto bytes = fromOpenBase64(text);
    if (!bytes) return object.wrong(member, "base64 with padding");
    return *std::move(bytes);
}

} // namespace eventscope
