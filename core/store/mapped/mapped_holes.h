// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_read_session.h"
#include "core/store/event_store.h"
#include "core/store/mapped/hole_watch.h"
#include "core/store/mapped/mapped_table.h"

#include <vector>

namespace eventscope {

/// The missing numbers: the first ones that are not settled, and the last ones that are, at most 100 of each; dead ones
/// only among the newest 1,000 settled events. Sorted. `snapshot` must have begun after the look that gave `answer`.
[[nodiscard]] Result<std::vector<Hole>> holesIn(PgSnapshot &snapshot, const MappedTable &table,
                                                const HoleWatch::Answer &answer, const JobControl &job);

} // namespace eventscope
