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

using Value = std::optional<Json>;
constexpr std::array<Source::Header, 9> kHeaders{{
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
}};

} // namespace

Result<Source> Source::reference(const DescriptionNode &node) {
    Source source;
    if (node.value().isString() && node.value().token().starts_with('$')) {
        const auto *header = std::find_if(kHeaders.begin(), kHeaders.end(),
                                          [&](const Header &known) { return known.name == node.value().token(); });
        if (header == kHeaders.end())
            return node.expected("$stream, $category, $version, $position, $id, $type, $schemaVersion, $recordedAt "
                                 "or $validAt");
        source.m_header = header;
        return source;
    }
    ES_ASSIGN(pointer, node.pointer());
    source.m_pointer = std::move(pointer);
    return source;
}

Source Source::literal(Json value) {
    Source source;
    source.m_literal = std::move(value);
    return source;
}

Result<std::optional<Json>> Source::find(const EventSubject &event) const {
    if (m_literal) return m_literal;
    if (m_header) return m_header->read(event);
    const Result<Json> &data = event.document();
    if (!data) return fail(data.error());
    return valueAt(*data, m_pointer);
}

Result<Json> Source::read(const EventSubject &event) const {
    ES_ASSIGN(found, find(event));
    if (found) return *std::move(found);
    if (m_default) return *m_default;
    if (m_header) return fail(ErrorKind::Invalid, "the event has no " + std::string(m_header->name));
    return fail(ErrorKind::Invalid, "the payload has nothing at " + m_pointer.text());
}

Fields Source::fields() const {
    if (m_header) return m_header->fields;
    return m_literal ? Fields::Header : Fields::Data;
}

} // namespace eventscope
