// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_address.h"
#include "core/models/pg_model_names.h"
#include "core/models/pg_model_table.h"

#include <memory>
#include <string>

namespace eventscope {

/// A lock on a table that the server keeps for a session of its own, hence until that ends. Errors: Refused (held by
/// another; the message names the session, as far as the login may know), and those of PgConnection::open().
[[nodiscard]] Result<std::unique_ptr<ModelLock>> lockPgModel(const PgAddress &address, const PgModelNames &names,
                                                             const std::string &table, const JobControl &job);

/// Whether somebody holds it; waits for nothing and keeps nobody from taking it.
[[nodiscard]] Result<bool> isPgModelLocked(const PgAsk &ask, const PgModelNames &names, const std::string &table);

} // namespace eventscope
