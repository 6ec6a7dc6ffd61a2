// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/fold.h"

#include <algorithm>

namespace eventscope {

bool Emit::wants(std::size_t row, std::size_t rows) const {
    if (kind == Kind::Each || row + 1 == rows) return true;
    return kind == Kind::Every && (row + 1) % std::max<std::size_t>(every, 1) == 0;
}

bool FoldInfo::knows(std::string_view type) const {
    return !knownTypes || std::binary_search(knownTypes->begin(), knownTypes->end(), type);
}

std::string FoldInfo::title() const { return language.empty() ? name : name + " (" + language + ")"; }

} // namespace eventscope
