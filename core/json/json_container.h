// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json_node.h"

#include <span>
#include <string_view>

/// Containers as trees: making them from children, looking into them, and changing them in place (what others hold too
/// is copied first). Keys are taken as they are.
namespace eventscope::json_container {

/// Takes the children; `keys` are empty for an array.
[[nodiscard]] Json make(Json::Kind kind, std::span<Json> children, std::span<const std::string_view> keys);

/// The page that holds the child at `index`, which becomes relative to it.
[[nodiscard]] inline const JsonNode &pageAt(const JsonNode &container, std::size_t &index);
/// Lives as long as the container.
[[nodiscard]] inline const Json &childAt(const Json &container, std::size_t index);
[[nodiscard]] std::size_t find(const JsonNode &object, std::string_view key);

[[nodiscard]] Json &childForWriting(Json &container, std::size_t index);
void insertElement(Json &array, std::size_t index, Json value);
void appendMember(Json &object, std::string_view key, Json value);
void removeChild(Json &container, std::size_t index);
/// All members of this name.
void removeMembers(Json &object, std::string_view key);
/// In the place of the last member of this name, or as a new one.
void setMember(Json &object, std::string_view key, Json value);

/// How many children, from those at the two places on (Front) or just before them (Back), lie in one shared node and
/// are hence equal; 0 when the places do not begin (end) the same node.
enum class Side : std::uint8_t { Front, Back };
[[nodiscard]] std::size_t sharedRun(const JsonNode &a, std::size_t placeA, const JsonNode &b, std::size_t placeB,
                                    Side side);

[[nodiscard]] const JsonNode &pageInTree(const JsonNode &container, std::size_t &index);

inline const JsonNode &pageAt(const JsonNode &container, std::size_t &index) {
    return container.shape == JsonNode::Shape::Page ? container : pageInTree(container, index);
}

inline const Json &childAt(const Json &container, std::size_t index) {
    const JsonNode &page = pageAt(*JsonNode::of(container), index);
    return page.values()[index];
}

} // namespace eventscope::json_container
