// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/array_key.h"

#include <algorithm>
#include <unordered_set>

namespace eventscope {

namespace {

bool isDistinct(const JsonElements &elements, std::string_view key) {
    std::unordered_set<std::string> seen;
    seen.reserve(elements.size());
    return std::all_of(elements.begin(), elements.end(), [&](const Json *element) {
        std::string identity = identityOf(*element, key);
        return !identity.empty() && seen.insert(std::move(identity)).second;
    });
}

bool areObjects(const JsonElements &elements) {
    return std::all_of(elements.begin(), elements.end(), [](const Json *element) { return element->isObject(); });
}

JsonElements elementsOf(const Json &array) {
    JsonElements elements;
    elements.reserve(array.size());
    for (const auto &child : array.children())
        elements.push_back(&child.value);
    return elements;
}

} // namespace

std::string identityOf(const Json &element, std::string_view key) {
    const Json value = element.member(key);
    if (value.isNull() || value.isContainer()) return {};
    return std::string(value.isString() ? "s" : "t").append(value.token());
}

std::optional<std::string> identifyingKey(const JsonElements &before, const JsonElements &after,
                                          const DiffOptions &options) {
    const JsonElements &some = before.empty() ? after : before;
    if (some.empty() || !areObjects(before) || !areObjects(after)) return std::nullopt;
    const auto identifies = [&](std::string_view key) { return isDistinct(before, key) && isDistinct(after, key); };
    for (const std::string &key : options.arrayKeys) {
        if (identifies(key)) return key;
    }
    for (const auto &[key, value] : some.front()->children()) {
        if ((key.ends_with("Id") || key.ends_with("id")) && identifies(key)) return std::string(key);
    }
    return std::nullopt;
}

std::optional<std::string> arrayKey(const Json &before, const Json &after, const DiffOptions &options) {
    if (!before.isArray() || !after.isArray()) return std::nullopt;
    return identifyingKey(elementsOf(before), elementsOf(after), options);
}

} // namespace eventscope
