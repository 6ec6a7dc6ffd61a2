// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/db/postgres/pg_address.h"
#include "core/store/stream_removal.h"

#include <memory>

namespace eventscope {

/// Removes streams from a store of ours in PostgreSQL: in one transaction that locks the events against other writers,
/// then VACUUM FULL, since a plain one leaves the bytes in the pages. `clock` must outlive it. Errors: those of
/// PgWriteSession::open(), Unsupported (no store of ours), Corrupt, Refused (a trigger that is not ours).
[[nodiscard]] Result<std::unique_ptr<StreamRemoval>> openPostgresRemoval(const PgAddress &address, Clock &clock,
                                                                         const JobControl &job);

} // namespace eventscope
