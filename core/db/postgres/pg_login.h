// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_address.h"
#include "core/db/postgres/pg_link.h"
#include "core/db/postgres/pg_options.h"

#include <memory>

namespace eventscope {

/// Connects and logs in; asks for a password by the address's AskPassword, at most three times. Errors: see
/// PgConnection::open().
[[nodiscard]] Result<std::unique_ptr<PgLink>> pgLogIn(const PgAddress &address, const PgOptions &options,
                                                      const JobControl &job);

} // namespace eventscope
