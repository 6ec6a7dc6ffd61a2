// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/pg/pg_cells.h"

#include "core/event/utf8.h"

#include <limits>

namespace eventscope {

std::int64_t pgLimitOf(const CatalogueQuery &query) {
    constexpr auto kMax = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
    return static_cast<std::int64_t>(query.rowsMax < kMax ? query.rowsMax + 1 : kMax);
}

bool isPgText(const std::string &text) {
    return text.find('\0') == std::string::npos && firstInvalidUtf8(text) == std::string::npos;
}

} // namespace eventscope
