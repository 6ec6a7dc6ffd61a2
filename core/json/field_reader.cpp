// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/field_reader.h"

#include <simdjson.h>

#include <cstring>

namespace eventscope {

namespace ondemand = simdjson::ondemand;

static_assert(FieldReader::kSlackBytes >= simdjson::SIMDJSON_PADDING);

struct FieldReader::Parts {
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object object;
    ondemand::value value;
    std::string copy; // of bytes without slack, with it
    std::unique_ptr<FieldReader> nested;
};

FieldReader::FieldReader() : m_parts(std::make_unique<Parts>()) {}
FieldReader::FieldReader(FieldReader &&) noexcept = default;
FieldReader &FieldReader::operator=(FieldReader &&) noexcept = default;
FieldReader::~FieldReader() = default;

bool FieldReader::open(std::string_view bytes, Slack slack) {
    Parts &parts = *m_parts;
    if (slack == Slack::None) {
        parts.copy.reserve(bytes.size() + kSlackBytes);
        parts.copy.assign(bytes);
        bytes = parts.copy;
    }
    const simdjson::padded_string_view padded(bytes.data(), bytes.size(), bytes.size() + kSlackBytes);
    return parts.parser.iterate(padded).get(parts.document) == simdjson::SUCCESS &&
           parts.document.get_object().get(parts.object) == simdjson::SUCCESS;
}

bool FieldReader::find(std::string_view key) {
    return m_parts->object.find_field_unordered(key).get(m_parts->value) == simdjson::SUCCESS;
}

bool FieldReader::readMembers(const std::function<bool(std::string_view)> &onMember) {
    for (auto member : m_parts->object) {
        std::string_view key;
        if (member.unescaped_key().get(key) != simdjson::SUCCESS) return false;
        m_parts->value = member.value();
        if (!onMember(key)) return false;
    }
    return true;
}

bool FieldReader::readString(std::string &text) {
    std::string_view view;
    if (m_parts->value.get_string().get(view) != simdjson::SUCCESS) return false;
    text.assign(view);
    return true;
}

bool FieldReader::readNumber(std::string_view &token) {
    const std::string_view raw = m_parts->value.raw_json_token();
    if (raw.empty() || (raw.front() != '-' && (raw.front() < '0' || raw.front() > '9'))) return false;
    token = raw.substr(0, raw.find_last_not_of(" \t\r\n") + 1);
    return true;
}

bool FieldReader::readBoolean(bool &value) { return m_parts->value.get_bool().get(value) == simdjson::SUCCESS; }

bool FieldReader::isNull() {
    bool null = false;
    return m_parts->value.is_null().get(null) == simdjson::SUCCESS && null;
}

bool FieldReader::readProtected(std::string &json) {
    static_assert(kSlackBytes > std::string_view("{\"$protected\"").size());
    const char *text = m_parts->value.raw_json_token().data();
    const auto begins = [text](std::string_view with) { return std::memcmp(text, with.data(), with.size()) == 0; };
    if (!begins("{\"$pii\"") && !begins("{\"$protected\"")) return false;
    ondemand::object object;
    std::string_view bytes;
    if (m_parts->value.get_object().get(object) != simdjson::SUCCESS) return false;
    if (object.raw_json().get(bytes) != simdjson::SUCCESS) return false;
    json.assign(bytes.substr(0, bytes.rfind('}') + 1));
    return true;
}

FieldReader *FieldReader::readObject() {
    ondemand::object object;
    std::string_view bytes;
    if (m_parts->value.get_object().get(object) != simdjson::SUCCESS) return nullptr;
    if (object.raw_json().get(bytes) != simdjson::SUCCESS) return nullptr;
    if (!m_parts->nested) m_parts->nested = std::make_unique<FieldReader>();
    // The object lies inside bytes that have slack behind them, so it has as much.
    return m_parts->nested->open(bytes, Slack::Readable) ? m_parts->nested.get() : nullptr;
}

bool FieldReader::readElements(const std::function<bool()> &onElement) {
    ondemand::array array;
    if (m_parts->value.get_array().get(array) != simdjson::SUCCESS) return false;
    for (auto element : array) {
        if (element.get(m_parts->value) != simdjson::SUCCESS) return false;
        if (!onElement()) return false;
    }
    return true;
}

std::string simdjsonVersion() {
    return std::to_string(simdjson::SIMDJSON_VERSION_MAJOR) + "." + std::to_string(simdjson::SIMDJSON_VERSION_MINOR) +
           "." + std::to_string(simdjson::SIMDJSON_VERSION_REVISION);
}

} // namespace eventscope
