// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/json_tree_node.h"

#include "core/json/array_index.h"
#include "core/json/protected_state.h"

#include <algorithm>

namespace eventscope::ui {

std::size_t JsonTreeNode::childrenIn(const Json &other) const {
    if (!other.isContainer() || (parent && protectedState(other))) return 0;
    return other.size();
}

void JsonTreeNode::grow(std::size_t count) {
    for (std::size_t made = 0; made < count; ++made) {
        const std::size_t index = children.size();
        auto child = std::make_unique<JsonTreeNode>();
        child->parent = this;
        child->row = index;
        child->value = value.child(index);
        children.push_back(std::move(child));
    }
}

std::string JsonTreeNode::key(std::size_t bytesMax) const {
    return parent->value.isObject() ? std::string(parent->value.key(row).substr(0, bytesMax)) : std::to_string(row);
}

std::optional<std::size_t> JsonTreeNode::childNamed(std::string_view token) const {
    const std::size_t at = value.isArray() ? arrayIndex(token).value_or(Json::npos) : value.find(token);
    return at < childrenIn(value) ? std::optional(at) : std::nullopt;
}

std::size_t JsonTreeNode::pathBytes() const {
    std::size_t bytes = 0;
    for (const JsonTreeNode *node = this; node->parent; node = node->parent)
        bytes += node->parent->value.isObject() ? node->parent->value.key(node->row).size() : 1;
    return bytes;
}

Pointer JsonTreeNode::pointer() const {
    std::vector<std::string> tokens;
    for (const JsonTreeNode *node = this; node->parent; node = node->parent)
        tokens.push_back(node->key());
    std::ranges::reverse(tokens);
    return Pointer(std::move(tokens));
}

} // namespace eventscope::ui
