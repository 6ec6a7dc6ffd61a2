// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/projection.h"

#include <algorithm>

namespace eventscope {

bool ProjectionInfo::knows(std::string_view type) const {
    return !knownTypes || std::ranges::binary_search(*knownTypes, type);
}

} // namespace eventscope
