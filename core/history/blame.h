// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/history/history.h"
#include "core/json/json.h"

#include <cstddef>
#include <vector>

namespace eventscope {

/// Who last changed each value of a document, as a document of the same shape: a scalar stands as the number of its
/// step, an empty array as "[" and an empty object as "{" followed by that number. Being a Json it shares between steps
/// what they did not change. Its moves follow diff(), so that blame and the changes of a step never disagree.
class Blame {
  public:
    /// Everything in `state` was changed by `step`.
    Blame(const Json &state, std::size_t step);
    /// The blame after `step` made `after` of `before`. REQUIRES: this blame belongs to `before`.
    [[nodiscard]] Blame after(const Json &before, const Json &after, std::size_t step) const;
    /// An entry for every scalar and empty container of `state`, in document order. REQUIRES: it belongs to `state`.
    [[nodiscard]] std::vector<BlameEntry> entries(const Json &state) const;

  private:
    explicit Blame(Json tree) : m_tree(std::move(tree)) {}
    Json m_tree;
};

} // namespace eventscope
