// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection.h"

#include <memory>
#include <set>
#include <string>
#include <utility>

namespace eventscope {

/// These keys and no others; none at all where there are none.
[[nodiscard]] inline KeyChoice onlyKeys(std::set<std::string, std::less<>> keys) {
    return std::make_shared<const std::set<std::string, std::less<>>>(std::move(keys));
}
[[nodiscard]] inline KeyChoice onlyKey(std::string key) { return onlyKeys({std::move(key)}); }

/// The keys of `items`, such as rows or what differs, each of which has a `key`.
template <class Items>
[[nodiscard]] KeyChoice onlyKeysOf(const Items &items) {
    std::set<std::string, std::less<>> keys;
    for (const auto &item : items)
        keys.insert(item.key);
    return onlyKeys(std::move(keys));
}

} // namespace eventscope
