// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/fold_registry.h"

#include <algorithm>

namespace eventscope {

void FoldRegistry::add(FoldPtr fold) { m_folds.push_back(std::move(fold)); }

FoldPtr FoldRegistry::forCategory(std::string_view category) const {
    for (const FoldPtr &fold : m_folds) {
        const std::vector<std::string> &served = fold->info().categories;
        if (served.empty() || std::find(served.begin(), served.end(), category) != served.end()) return fold;
    }
    return payloadMergeFold();
}

FoldPtr FoldRegistry::byName(std::string_view name) const {
    for (const FoldPtr &fold : m_folds)
        if (fold->info().name == name) return fold;
    FoldPtr merge = payloadMergeFold();
    return merge->info().name == name ? merge : nullptr;
}

} // namespace eventscope
