// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/event/filter/prefilter.h"
#include "core/store/mapped/mapped_table.h"

#include <string>

namespace eventscope {

/// Says in PostgreSQL's SQL, over the columns of `table`, what `prefilter` says: exactly on header columns, a superset
/// on payloads.
[[nodiscard]] Result<std::string> mappedCondition(const MappedTable &table, const Prefilter &prefilter);

} // namespace eventscope
