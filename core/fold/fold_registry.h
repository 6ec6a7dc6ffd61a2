// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/fold.h"

#include <string_view>
#include <vector>

namespace eventscope {

/// The folds that are known for a store, best first. Value type.
class FoldRegistry {
  public:
    /// Earlier ones win where several serve a category.
    void add(FoldPtr fold);
    /// The fold for a stream of `category`; payload merge when none is made for it. Never null.
    [[nodiscard]] FoldPtr forCategory(std::string_view category) const;
    /// By name ("merge" is always there), or null.
    [[nodiscard]] FoldPtr byName(std::string_view name) const;
    [[nodiscard]] const std::vector<FoldPtr> &all() const { return m_folds; }

  private:
    std::vector<FoldPtr> m_folds;
};

/// Lays each JSON object payload over the state (RFC 7396 without removing by null: a null sets null), top level only
/// where both are objects, recursively. Payloads that are no objects are ignored.
[[nodiscard]] FoldPtr payloadMergeFold();

} // namespace eventscope
