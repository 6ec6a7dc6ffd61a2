// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/merge_patch.h"

#include "core/json/json_container.h"

#include <string_view>
#include <vector>

namespace eventscope {

namespace {

/// An object being patched, and where the result goes in the object around it.
struct Level {
    Json target;
    const Json *patch;
    std::string_view key;
    std::size_t next = 0;
};

Level levelOf(Json target, const Json &patch, std::string_view key) {
    return {target.isObject() ? std::move(target) : JsonNode::empty(Json::Kind::Object), &patch, key};
}

/// Sets a member, unless the very value is there already: what stays equal stays shared.
void setChanged(Json &object, std::string_view key, Json value) {
    const std::size_t found = object.find(key);
    if (found != Json::npos && json_container::childAt(object, found) == value) return;
    json_container::setMember(object, key, std::move(value));
}

} // namespace

Json mergePatch(const Json &target, const Json &patch) {
    if (!patch.isObject()) return patch;
    std::vector<Level> open{levelOf(target, patch, {})};
    for (;;) {
        Level &level = open.back();
        if (level.next == level.patch->size()) {
            Json done = std::move(level.target);
            const std::string_view key = level.key;
            open.pop_back();
            if (open.empty()) return done;
            setChanged(open.back().target, key, std::move(done));
            continue;
        }
        const std::size_t index = level.next++;
        const std::string_view key = level.patch->key(index);
        if (level.patch->find(key) != index) continue; // of equal keys the last counts
        const Json &value = json_container::childAt(*level.patch, index);
        if (value.isNull())
            json_container::removeMembers(level.target, key);
        else if (value.isObject())
            open.push_back(levelOf(level.target.member(key), value, key));
        else
            setChanged(level.target, key, value);
    }
}

} // namespace eventscope
