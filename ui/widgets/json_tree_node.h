// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/json/pointer.h"
#include "ui/widgets/json_tree_columns.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope::ui {

/// A row of a JSON tree that was looked at. Children are made in pages, when they are asked for.
struct JsonTreeNode {
    static constexpr std::size_t kPage = 200;

    JsonTreeNode *parent = nullptr;
    std::size_t row = 0;
    Json value;
    std::vector<std::unique_ptr<JsonTreeNode>> children; ///< the first of childrenIn(value)

    /// What is said of the value besides itself. Looked up once, since names may be megabytes long.
    struct Notes {
        JsonTree::Mark mark = JsonTree::Unmarked;
        QString blame;
        QString remark;
    };
    mutable std::optional<Notes> notes; ///< nothing: not looked up yet

    /// How many children `other` has in this place: what stands for a protected value has none, see protectedState().
    [[nodiscard]] std::size_t childrenIn(const Json &other) const;
    [[nodiscard]] bool hasMore() const { return children.size() < childrenIn(value); }
    [[nodiscard]] std::size_t nextPage() const { return std::min(kPage, childrenIn(value) - children.size()); }
    /// Makes the next `count` children.
    void grow(std::size_t count);
    /// The name of an object's member, or the index of an array's element, of which at most `bytesMax` are wanted.
    /// REQUIRES: a parent.
    [[nodiscard]] std::string key(std::size_t bytesMax = std::string::npos) const;
    /// The row of the child whose key is `token`; nothing when there is none.
    [[nodiscard]] std::optional<std::size_t> childNamed(std::string_view token) const;
    [[nodiscard]] Pointer pointer() const;
    /// How long the names in pointer() are together.
    [[nodiscard]] std::size_t pathBytes() const;
};

} // namespace eventscope::ui
