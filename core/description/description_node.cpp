// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/description/description_node.h"

#include "core/json/number.h"

#include <algorithm>
#include <limits>

namespace eventscope {
namespace {

std::string_view describeKind(const Json &value) {
    switch (value.kind()) {
    case Json::Kind::Null:
        return "null";
    case Json::Kind::False:
        return "false";
    case Json::Kind::True:
        return "true";
    case Json::Kind::Number:
        return "a number";
    case Json::Kind::String:
        return "a string";
    case Json::Kind::Array:
        return "an array";
    case Json::Kind::Object:
        break;
    }
    return "an object";
}

Failure invalidAt(const Pointer &where, const std::string &message) {
    const std::string place = where.isRoot() ? "at the top" : "at " + where.text();
    return fail(ErrorKind::Invalid, place + ": " + message, {}, where.text());
}

std::string listed(const std::vector<std::string_view> &names) {
    std::string list;
    for (const std::string_view name : names)
        list.append(list.empty() ? "\"" : ", \"").append(name).append("\"");
    return list;
}

} // namespace

Result<DescriptionNode> DescriptionNode::parse(std::string_view text) {
    ES_ASSIGN(value, Json::parse(text));
    return DescriptionNode(std::move(value));
}

Failure DescriptionNode::expected(std::string_view what) const {
    return invalidAt(m_where, "expected " + std::string(what) + ", found " + std::string(describeKind(m_value)));
}

Result<std::vector<DescriptionNode>> DescriptionNode::members() const {
    if (!m_value.isObject()) return expected("an object");
    std::vector<DescriptionNode> found;
    for (std::size_t i = 0; i < m_value.size(); ++i) {
        if (m_value.find(m_value.key(i)) != i)
            return invalidAt(m_where.child(m_value.key(i)), "expected every name once, found it twice");
        found.push_back(child(i));
    }
    return found;
}

Result<void> DescriptionNode::object(const std::vector<std::string_view> &allowed) const {
    ES_ASSIGN(found, members());
    for (const DescriptionNode &member : found) {
        const std::string &name = member.where().tokens().back();
        if (std::find(allowed.begin(), allowed.end(), name) == allowed.end())
            return invalidAt(member.where(), "expected only " + listed(allowed) + " here, found \"" + name + "\"");
    }
    return {};
}

Result<void> DescriptionNode::object(std::initializer_list<std::string_view> allowed) const {
    return object(std::vector<std::string_view>(allowed));
}

Result<std::vector<DescriptionNode>> DescriptionNode::elements() const {
    if (!m_value.isArray()) return expected("an array");
    std::vector<DescriptionNode> found;
    for (std::size_t i = 0; i < m_value.size(); ++i)
        found.push_back(child(i));
    return found;
}

std::optional<DescriptionNode> DescriptionNode::find(std::string_view name) const {
    const std::size_t at = m_value.isObject() ? m_value.find(name) : Json::npos;
    if (at == Json::npos) return std::nullopt;
    return child(at);
}

Result<DescriptionNode> DescriptionNode::need(std::string_view name) const {
    if (auto found = find(name)) return *std::move(found);
    return invalidAt(m_where, "expected a member \"" + std::string(name) + "\", found none");
}

DescriptionNode DescriptionNode::child(std::size_t index) const {
    return DescriptionNode(m_value.child(index),
                           m_value.isObject() ? m_where.child(m_value.key(index)) : m_where.child(index));
}

Result<std::string> DescriptionNode::text() const {
    if (!m_value.isString() || m_value.token().empty()) return expected("a string that is not empty");
    return std::string(m_value.token());
}

Result<int> DescriptionNode::number() const {
    const auto whole = m_value.isNumber() ? wholeNumber(m_value.token()) : std::nullopt;
    if (!whole || *whole < 1 || *whole > std::numeric_limits<int>::max())
        return expected("a whole number from 1 to 2147483647");
    return static_cast<int>(*whole);
}

Result<Pointer> DescriptionNode::pointer() const {
    const auto what = "a JSON Pointer such as \"/balance\", or \"\" for the whole";
    if (!m_value.isString()) return expected(what);
    auto pointer = Pointer::parse(m_value.token());
    if (!pointer) return expected(what);
    return *std::move(pointer);
}

Result<Filter> DescriptionNode::condition() const {
    ES_ASSIGN(expression, text());
    auto filter = Filter::parse(expression, FilterScope::State);
    if (!filter) return invalidAt(m_where, "expected a condition; " + filter.error().message);
    return *std::move(filter);
}

} // namespace eventscope
