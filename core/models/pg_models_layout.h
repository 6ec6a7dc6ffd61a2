// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_connection.h"
#include "core/models/pg_model_names.h"

namespace eventscope {

/// Within a transaction of the caller's: keeps others from making, swapping and removing tables until it ends.
[[nodiscard]] Result<void> holdModels(PgConnection &connection, const PgModelNames &names, const JobControl &job);

/// Makes the schema and what stands in it beside the tables, if it is not there. REQUIRES: holdModels(). Errors:
/// Unsupported (the database is not UTF-8), Refused (rights; a schema of this name that is not ours).
[[nodiscard]] Result<void> makeModelsLayout(PgConnection &connection, const PgModelNames &names, const JobControl &job);

/// An SQL expression: whether it is there.
[[nodiscard]] std::string hasModelsLayout(const PgModelNames &names);

} // namespace eventscope
