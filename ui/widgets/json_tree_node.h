// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/json/pointer.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace eventscope::ui {

/// A row of a JSON tree that was looked at. Children are made in pages, when they are asked for.
struct JsonTreeNode {
    static constexpr std::size_t kPage = 200;

    JsonTreeNode *parent = nullptr;
    std::size_t row = 0;
    std::string key; ///< of an object's member, or the index of an array's element
    Json value;
    std::vector<std::unique_ptr<JsonTreeNode>> children; ///< the first of value.size()

    [[nodiscard]] bool hasMore() const { return value.isContainer() && children.size() < value.size(); }
    [[nodiscard]] std::size_t nextPage() const { return std::min(kPage, value.size() - children.size()); }
    /// Makes the next `count` children.
    void grow(std::size_t count);
    [[nodiscard]] std::string keyOf(std::size_t child) const;
    [[nodiscard]] Pointer pointer() const;
};

} // namespace eventscope::ui
