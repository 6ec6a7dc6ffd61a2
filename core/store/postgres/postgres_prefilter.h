// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/store/prefilter_sql.h"

#include <string>

namespace eventscope {

/// Says in PostgreSQL's SQL, over the columns of eventscope.events, what `prefilter` says: exactly on header columns,
/// a superset on payloads (every raw one is in it).
[[nodiscard]] Result<std::string> postgresCondition(const Prefilter &prefilter);

} // namespace eventscope
