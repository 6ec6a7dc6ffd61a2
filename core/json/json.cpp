// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json.h"

#include "core/json/json_container.h"
#include "core/json/json_node.h"
#include "core/json/number.h"
#include "core/json/utf8.h"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace eventscope {

Json::Json(const Json &other) noexcept : m_node(other.m_node) { JsonNode::retain(m_node); }

Json &Json::operator=(const Json &other) noexcept {
    Json copy(other);
    std::swap(m_node, copy.m_node);
    return *this;
}

void Json::release() noexcept { JsonNode::release(m_node); }

Json Json::boolean(bool value) { return JsonNode::text(value ? Kind::True : Kind::False, {}); }

Json Json::number(std::string_view token) {
    assert(isNumberToken(token));
    return JsonNode::text(Kind::Number, token);
}

Json Json::number(std::int64_t value) {
    char token[20];
    const auto [end, error] = std::to_chars(std::begin(token), std::end(token), value);
    return JsonNode::text(Kind::Number, {token, end});
}

Json Json::string(std::string_view text) {
    return JsonNode::text(Kind::String, utf8::isWobbly(text) ? text : std::string_view(utf8::toWobbly(text)));
}

Json Json::array(std::vector<Json> elements) { return json_container::make(Kind::Array, elements, {}); }

Json Json::object(std::vector<Member> members) {
    std::vector<Json> values;
    std::vector<std::string_view> keys;
    values.reserve(members.size());
    keys.reserve(members.size());
    for (Member &member : members) {
        if (!utf8::isWobbly(member.key)) member.key = utf8::toWobbly(member.key);
        keys.push_back(member.key);
        values.push_back(std::move(member.value));
    }
    return json_container::make(Kind::Object, values, keys);
}

Json::Kind Json::kind() const noexcept { return m_node ? m_node->kind : Kind::Null; }

std::string_view Json::token() const noexcept {
    if (!m_node) return "null";
    return m_node->shape == JsonNode::Shape::Text ? m_node->view() : std::string_view();
}

std::size_t Json::size() const noexcept {
    if (!isContainer()) return 0;
    return m_node->shape == JsonNode::Shape::Page ? m_node->count : m_node->items;
}

Json Json::child(std::size_t index) const {
    assert(index < size());
    const JsonNode &page = json_container::pageAt(*m_node, index);
    return page.values()[index];
}

std::string_view Json::key(std::size_t index) const {
    assert(isObject() && index < size());
    const JsonNode &page = json_container::pageAt(*m_node, index);
    return page.keys->name(index);
}

std::size_t Json::find(std::string_view key) const { return isObject() ? json_container::find(*m_node, key) : npos; }

Json Json::member(std::string_view key) const {
    const std::size_t found = find(key);
    return found == npos ? Json() : child(found);
}

bool Json::hasDuplicateKeys() const {
    if (!isObject()) return false;
    std::vector<std::string_view> keys;
    keys.reserve(size());
    for (const auto &[key, value] : children())
        keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

Json::Children Json::children() const noexcept { return Children(isContainer() ? m_node : nullptr); }

Json::Children::Iterator Json::Children::begin() const noexcept {
    Iterator first;
    if (!m_container) return first;
    first.m_container = m_container;
    first.m_page = &json_container::pageAt(*m_container, first.m_inPage);
    return first;
}

Json::Children::Iterator Json::Children::end() const noexcept {
    Iterator last;
    if (m_container)
        last.m_position = m_container->shape == JsonNode::Shape::Page ? m_container->count : m_container->items;
    return last;
}

Json::Children::Child Json::Children::Iterator::operator*() const noexcept {
    return {m_page->keys ? m_page->keys->name(m_inPage) : std::string_view(), m_page->values()[m_inPage]};
}

Json::Children::Iterator &Json::Children::Iterator::operator++() noexcept {
    ++m_position;
    if (++m_inPage < m_page->count || m_page == m_container || m_position == m_container->items) return *this;
    m_inPage = m_position;
    m_page = &json_container::pageAt(*m_container, m_inPage);
    return *this;
}

} // namespace eventscope
