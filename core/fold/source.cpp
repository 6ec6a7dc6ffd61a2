// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/source.h"

#include "core/base/ids.h"
#include "core/base/time.h"

#include <algorithm>
#include <array>

namespace eventscope {

struct Source::Header {
    std::string_view name;
    Fields fields;
    std::optional<Json> (*read)(const EventSubject &event);
};

namespace {

std::optional<Json> validTime(const EventSubject &event) {
    const auto at = event.event().validAt();
    if (!at) return std::nullopt;
    return Json::string(toIso(*at));
}

constexpr std::string_view kEach = "$each", kState = "$state";

/// Whether it is `word`, or leads into it by a pointer.
bool speaksOf(std::string_view word, std::string_view token) {
    return token.starts_with(word) && (token.size() == word.size() || token[word.size()] == '/');
}

Json recordedIn(TimeUnit unit, const EventSubject &event) {
    return Json::string(toIso(event.event().recordedAt(), unit));
}

using Value = std::optional<Json>;
constexpr std::array<Source::Header, 12> kHeaders{{
    {"$stream", Fields::Header, [](const EventSubject &e) -> Value { return Json::string(e.event().stream()); }},
    {"$category", Fields::Header,
     [](const EventSubject &e) -> Value { return Json::string(categoryOf(e.event().stream())); }},
    {"$version", Fields::Header,
     [](const EventSubject &e) -> Value { return Json::number(e.event().version().value); }},
    {"$position", Fields::Header,
     [](const EventSubject &e) -> Value { return Json::string(toString(e.event().position())); }},
    {"$id", Fields::Id, [](const EventSubject &e) -> Value { return Json::string(toString(e.event().id())); }},
    {"$type", Fields::Header, [](const EventSubject &e) -> Value { return Json::string(e.type()); }},
    {"$schemaVersion", Fields::Header,
     [](const EventSubject &e) -> Value { return Json::number(std::int64_t{e.schemaVersion()}); }},
    {"$recordedAt", Fields::Header,
     [](const EventSubject &e) -> Value { return Json::string(toIso(e.event().recordedAt())); }},
    {"$validAt", Fields::ValidAt, validTime},
    {"$month", Fields::Header, [](const EventSubject &e) -> Value { return recordedIn(TimeUnit::Month, e); }},
    {"$day", Fields::Header, [](const EventSubject &e) -> Value { return recordedIn(TimeUnit::Day, e); }},
    {"$hour", Fields::Header, [](const EventSubject &e) -> Value { return recordedIn(TimeUnit::Hour, e); }},
}};

} // namespace

Result<Source> Source::reference(const DescriptionNode &node, SourceScope scope) {
    const std::string_view token = node.value().isString() ? node.value().token() : std::string_view();
    Source source;
    std::string_view word;
    if (speaksOf(kEach, token)) {
        if (!scope.hasElement) return node.expected("$each only beside \"forEach\"");
        source.m_into = Into::Element;
        word = kEach;
    } else if (speaksOf(kState, token) && scope.hasState) {
        source.m_into = Into::State;
        word = kState;
    } else if (token.starts_with('$')) {
        return header(node, token);
    } else {
        ES_ASSIGN(pointer, node.pointer());
        source.m_pointer = std::move(pointer);
        return source;
    }
    auto pointer = Pointer::parse(token.substr(word.size()));
    if (!pointer) return node.expected(std::string(word) + " with a JSON Pointer behind it");
    source.m_pointer = *std::move(pointer);
    return source;
}

Result<Source> Source::header(const DescriptionNode &node, std::string_view token) {
    const auto *header =
        std::find_if(kHeaders.begin(), kHeaders.end(), [&](const Header &known) { return known.name == token; });
    if (header == kHeaders.end())
        return node.expected("$stream, $category, $version, $position, $id, $type, $schemaVersion, $recordedAt, "
                             "$validAt, $month, $day or $hour");
    Source source;
    source.m_header = header;
    return source;
}

Source Source::literal(Json value) {
    Source source;
    source.m_literal = std::move(value);
    return source;
}

Result<Source> Source::operand(const DescriptionNode &node, SourceScope scope) {
    if (!node.value().isObject()) return reference(node, scope);
    Source source;
    source.m_members.emplace();
    ES_ASSIGN(members, node.members());
    for (const DescriptionNode &member : members) {
        ES_ASSIGN(value, operand(member, scope));
        source.m_members->emplace_back(member.where().tokens().back(), std::move(value));
    }
    return source;
}

Result<Json> Source::compose(const EventSubject &event) const {
    std::vector<Json::Member> members;
    for (const auto &[name, source] : *m_members) {
        ES_ASSIGN(value, source.read(event));
        members.push_back({name, std::move(value)});
    }
    return Json::object(std::move(members));
}

Result<Json> Source::valueIn(const Json &document, std::string_view word) const {
    if (auto value = valueAt(document, m_pointer)) return *std::move(value);
    return fail(ErrorKind::NotFound, "the " + std::string(word) + " has nothing at " + m_pointer.text());
}

Result<Json> Source::find(const EventSubject &event) const {
    if (m_literal) return *m_literal;
    if (m_members) return compose(event);
    if (m_header) {
        if (auto value = m_header->read(event)) return *std::move(value);
        return fail(ErrorKind::NotFound, "the event has no " + std::string(m_header->name));
    }
    if (m_into == Into::Element) return valueIn(*event.element(), "element");
    if (m_into == Into::State) return valueIn(*event.state(), "state");
    const Result<Json> &data = event.document();
    if (!data) return fail(data.error());
    return valueIn(*data, "payload");
}

Result<Json> Source::read(const EventSubject &event) const {
    auto found = find(event);
    const bool isMissing = !found && found.error().kind == ErrorKind::NotFound;
    return isMissing && m_default ? Result<Json>(*m_default) : found;
}

std::string_view Source::headerName() const { return m_header ? m_header->name : std::string_view(); }

const Pointer *Source::payloadPlace() const {
    return m_header || m_literal || m_members || m_into != Into::Payload ? nullptr : &m_pointer;
}

Fields Source::fields() const {
    if (m_header) return m_header->fields;
    if (m_literal || m_into == Into::State) return Fields::Header;
    if (!m_members) return Fields::Data;
    Fields fields = Fields::Header;
    for (const auto &[name, source] : *m_members)
        fields = fields | source.fields();
    return fields;
}

} // namespace eventscope
