// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/array_index.h"
#include "core/json/json_container.h"
#include "core/json/json_node.h"
#include "core/json/json_undo.h"
#include "core/json/pointer.h"
#include "core/json/utf8.h"

#include <span>
#include <string>
#include <vector>

namespace eventscope {

namespace {

using Tokens = std::span<const std::string>;

Failure notFound(const Pointer &path) {
    return fail(ErrorKind::NotFound, "There is no value at \"" + path.text() + "\"");
}

Failure notPossible(const Pointer &path, const char *reason) {
    return fail(ErrorKind::Invalid, "Cannot set the value at \"" + path.text() + "\": " + reason);
}

/// The child that `token` names, or npos.
std::size_t childNamed(const Json &container, std::string_view token) {
    if (container.isObject()) return container.find(token);
    if (!container.isArray()) return Json::npos;
    const std::optional<std::size_t> index = arrayIndex(token);
    return index && *index < container.size() ? *index : Json::npos;
}

/// How a path lies in a document: the children on the way as far as they exist, and the last one that does.
struct Route {
    std::vector<std::size_t> children;
    const Json *end;
};

Route routeOf(const Json &root, Tokens tokens) {
    Route route{{}, &root};
    route.children.reserve(tokens.size());
    for (const std::string &token : tokens) {
        const std::size_t child = childNamed(*route.end, token);
        if (child == Json::npos) break;
        route.children.push_back(child);
        route.end = &json_container::childAt(*route.end, child);
    }
    return route;
}

Json &openForWriting(Json &root, std::span<const std::size_t> children) {
    Json *slot = &root;
    for (const std::size_t child : children)
        slot = &json_container::childForWriting(*slot, child);
    return *slot;
}

bool appends(const Json &array, std::string_view token) {
    return token == "-" || arrayIndex(token) == std::optional(array.size());
}

void append(Json &container, std::string_view token, Json value) {
    if (container.isArray()) {
        json_container::insertElement(container, container.size(), std::move(value));
    } else if (utf8::isWobbly(token)) {
        json_container::appendMember(container, token, std::move(value));
    } else {
        json_container::appendMember(container, utf8::toWobbly(token), std::move(value));
    }
}

/// `value` inside the missing objects that `tokens` name.
Json wrapped(Tokens tokens, Json value) {
    for (std::size_t i = tokens.size(); i-- > 0;) {
        Json object = JsonNode::empty(Json::Kind::Object);
        append(object, tokens[i], std::move(value));
        value = std::move(object);
    }
    return value;
}

} // namespace

JsonDraft::JsonDraft(Json base) : m_root(std::move(base)) {}

Result<void> JsonDraft::set(const Pointer &path, Json value) {
    const Tokens tokens = path.tokens();
    // Most edits are of a member that is there already.
    if (const std::size_t member = tokens.size() == 1 ? m_root.find(tokens[0]) : Json::npos; member != Json::npos) {
        if (m_undo) m_undo->prepareMember(m_root);
        std::swap(json_container::childForWriting(m_root, member), value);
        if (m_undo) m_undo->replaced(member, std::move(value));
        return {};
    }
    if (m_undo) m_undo->prepare(m_root);
    const Route route = routeOf(m_root, tokens);
    const std::size_t found = route.children.size();
    if (found == tokens.size()) {
        openForWriting(m_root, route.children) = std::move(value);
        return {};
    }
    const Tokens missing = tokens.subspan(found);
    if (found == 0 && m_root.isNull()) {
        m_root = wrapped(missing, std::move(value));
        return {};
    }
    if (!route.end->isContainer()) return notPossible(path, "a value on the way holds no others");
    if (route.end->isArray() && !appends(*route.end, missing[0])) {
        return notPossible(path, "an array on the way has no such index");
    }
    append(openForWriting(m_root, route.children), missing[0], wrapped(missing.subspan(1), std::move(value)));
    return {};
}

Result<void> JsonDraft::remove(const Pointer &path) {
    if (m_undo) m_undo->prepare(m_root);
    const Tokens tokens = path.tokens();
    if (tokens.empty()) {
        m_root = Json();
        return {};
    }
    const Route route = routeOf(m_root, tokens);
    if (route.children.size() < tokens.size()) return notFound(path);
    Json &parent = openForWriting(m_root, std::span(route.children).first(tokens.size() - 1));
    json_container::removeChild(parent, route.children.back());
    if (!parent.isObject()) return {};
    for (std::size_t twin; (twin = parent.find(tokens.back())) != Json::npos;)
        json_container::removeChild(parent, twin);
    return {};
}

Result<void> JsonDraft::insert(const Pointer &path, Json value) {
    if (m_undo) m_undo->prepare(m_root);
    const Tokens tokens = path.tokens();
    if (tokens.empty()) return notPossible(path, "only elements of arrays are inserted");
    const Route route = routeOf(m_root, tokens.first(tokens.size() - 1));
    if (route.children.size() + 1 < tokens.size()) return notFound(path.parent());
    if (!route.end->isArray()) return notPossible(path, "only elements of arrays are inserted");
    const std::size_t size = route.end->size();
    const std::size_t index = tokens.back() == "-" ? size : arrayIndex(tokens.back()).value_or(Json::npos);
    if (index > size) return notPossible(path, "the array has no such index");
    json_container::insertElement(openForWriting(m_root, route.children), index, std::move(value));
    return {};
}

Json JsonUndo::takeBack(Json edited) && {
    Json document = m_whole ? *std::move(m_whole) : std::move(edited);
    while (m_count > 0) {
        Replaced &last = m_replaced[--m_count];
        json_container::childForWriting(document, last.member) = std::move(last.value);
    }
    return document;
}

} // namespace eventscope
