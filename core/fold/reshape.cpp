// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/reshape.h"

namespace eventscope {
namespace {

Result<Json> withDefault(const Json &data, const Reshape &change) {
    if (valueAt(data, change.place)) return data;
    JsonDraft draft(data);
    ES_TRY(draft.set(change.place, change.value));
    return draft.freeze();
}

Result<Json> renamed(const Json &data, const Reshape &change) {
    const auto value = valueAt(data, change.place);
    if (!value || change.place == change.into.front()) return data;
    JsonDraft draft(data);
    ES_TRY(draft.remove(change.place));
    ES_TRY(draft.set(change.into.front(), *value));
    return draft.freeze();
}

Result<Json> removed(const Json &data, const Reshape &change) {
    if (!valueAt(data, change.place)) return data;
    JsonDraft draft(data);
    ES_TRY(draft.remove(change.place));
    return draft.freeze();
}

Result<Json> split(const Json &data, const Reshape &change) {
    const auto value = valueAt(data, change.place);
    if (!value) return data;
    if (!value->isString()) return fail(ErrorKind::Invalid, "what is there is no string");
    JsonDraft draft(data);
    ES_TRY(draft.remove(change.place));
    std::string_view rest = value->token();
    for (std::size_t i = 0; i < change.into.size(); ++i) {
        const bool isLast = i + 1 == change.into.size();
        const std::size_t end = isLast ? std::string_view::npos : rest.find(change.by);
        ES_TRY(draft.set(change.into[i], Json::string(rest.substr(0, end))));
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + change.by.size());
    }
    return draft.freeze();
}

Result<Json> kept(const Json &data, const Reshape &change) {
    JsonDraft draft(Json::object({}));
    for (const Pointer &place : change.into)
        if (const auto value = valueAt(data, place)) ES_TRY(draft.set(place, *value));
    return draft.freeze();
}

Result<Json> apply(const Json &data, const Reshape &change) {
    switch (change.verb) {
    case Reshape::Verb::Default:
        return withDefault(data, change);
    case Reshape::Verb::Rename:
        return renamed(data, change);
    case Reshape::Verb::Remove:
        return removed(data, change);
    case Reshape::Verb::Split:
        return split(data, change);
    case Reshape::Verb::Keep:
        break;
    }
    return kept(data, change);
}

/// A member of the payload; the payload as a whole cannot be renamed, removed or split.
Result<Pointer> memberPlace(const DescriptionNode &node) {
    auto pointer = node.pointer();
    if (!pointer || pointer->isRoot())
        return node.expected("a JSON Pointer to a part of the payload, such as \"/email\"");
    return pointer;
}

Result<Pointer> neededPlace(const DescriptionNode &node, std::string_view name) {
    ES_ASSIGN(member, node.need(name));
    return memberPlace(member);
}

Result<std::vector<Pointer>> places(const DescriptionNode &node) {
    ES_ASSIGN(elements, node.elements());
    if (elements.empty()) return node.expected("at least one JSON Pointer");
    std::vector<Pointer> found;
    for (const DescriptionNode &element : elements) {
        ES_ASSIGN(place, memberPlace(element));
        found.push_back(std::move(place));
    }
    return found;
}

Result<Reshape> readDefault(const DescriptionNode &node) {
    ES_TRY(node.object({"default", "value"}));
    ES_ASSIGN(place, neededPlace(node, "default"));
    ES_ASSIGN(value, node.need("value"));
    return Reshape{Reshape::Verb::Default, std::move(place), value.value(), {}, {}};
}

Result<Reshape> readRename(const DescriptionNode &node) {
    ES_TRY(node.object({"rename", "to"}));
    ES_ASSIGN(place, neededPlace(node, "rename"));
    ES_ASSIGN(to, neededPlace(node, "to"));
    return Reshape{Reshape::Verb::Rename, std::move(place), {}, {std::move(to)}, {}};
}

Result<Reshape> readRemove(const DescriptionNode &node) {
    ES_TRY(node.object({"remove"}));
    ES_ASSIGN(place, neededPlace(node, "remove"));
    return Reshape{Reshape::Verb::Remove, std::move(place), {}, {}, {}};
}

Result<Reshape> readSplit(const DescriptionNode &node) {
    ES_TRY(node.object({"split", "by", "into"}));
    ES_ASSIGN(place, neededPlace(node, "split"));
    ES_ASSIGN(by, node.need("by"));
    ES_ASSIGN(separator, by.text());
    ES_ASSIGN(into, node.need("into"));
    ES_ASSIGN(targets, places(into));
    return Reshape{Reshape::Verb::Split, std::move(place), {}, std::move(targets), std::move(separator)};
}

Result<Reshape> readKeep(const DescriptionNode &node) {
    ES_TRY(node.object({"keep"}));
    ES_ASSIGN(keep, node.need("keep"));
    ES_ASSIGN(targets, places(keep));
    return Reshape{Reshape::Verb::Keep, {}, {}, std::move(targets), {}};
}

Result<Reshape> readReshape(const DescriptionNode &node) {
    if (node.find("default")) return readDefault(node);
    if (node.find("rename")) return readRename(node);
    if (node.find("remove")) return readRemove(node);
    if (node.find("split")) return readSplit(node);
    if (node.find("keep")) return readKeep(node);
    return node.expected("an object with one of \"default\", \"rename\", \"remove\", \"split\" and \"keep\"");
}

std::string_view nameOf(Reshape::Verb verb) {
    switch (verb) {
    case Reshape::Verb::Default:
        return "default";
    case Reshape::Verb::Rename:
        return "rename";
    case Reshape::Verb::Remove:
        return "remove";
    case Reshape::Verb::Split:
        return "split";
    case Reshape::Verb::Keep:
        break;
    }
    return "keep";
}

} // namespace

Result<std::vector<Reshape>> readReshapes(const DescriptionNode &node) {
    ES_ASSIGN(elements, node.elements());
    std::vector<Reshape> changes;
    for (const DescriptionNode &element : elements) {
        ES_ASSIGN(change, readReshape(element));
        changes.push_back(std::move(change));
    }
    return changes;
}

Result<Json> reshaped(const Json &data, const Reshape &change) {
    auto result = apply(data, change);
    if (result) return result;
    return fail(ErrorKind::Invalid,
                std::string(nameOf(change.verb)) + " \"" + change.place.text() + "\": " + result.error().message);
}

} // namespace eventscope
