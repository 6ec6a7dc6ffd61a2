// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json_node.h"

#include <string_view>

/// Where the keys of a large object are: a tree of codes (24 bits of the key's hash, then 40 of the member's ordinal),
/// made by the first find() and then kept up to date, so that maps of many thousand keys are folded in O(log size).
namespace eventscope::json_index {

/// The position of the last member of this name, or Json::npos. Threads: any.
[[nodiscard]] std::size_t find(const JsonBig &object, std::string_view key);
/// A member was appended.
void added(JsonBig &object, std::string_view key, std::uint64_t ordinal);
/// The member at `position` is about to be removed.
void removing(JsonBig &object, std::size_t position);

} // namespace eventscope::json_index
