// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/db/postgres/pg_read_session.h"
#include "core/store/event_groups.h"
#include "core/store/pg/pg_group_sql.h"

#include <vector>

namespace eventscope {

/// EventStore::groups() over a table of a server: ranges of positions, a statement and a short snapshot each, put
/// together here. `until` must be settled.
[[nodiscard]] Result<std::vector<EventGroup>> pgGroups(PgReadSession &session, PgGroupLayout layout,
                                                       const GroupQuery &query, const JobControl &job);

} // namespace eventscope
