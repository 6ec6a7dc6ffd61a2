// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_address.h"
#include "core/db/postgres/pg_link.h"
#include "core/db/postgres/pg_options.h"

#include <map>
#include <memory>
#include <string>

namespace eventscope {

using PgSettings = std::map<std::string, std::string>;

/// The server's settings of a session with `options`, as they are asked for at the start and read back later.
[[nodiscard]] PgSettings pgLimitsOf(const PgOptions &options);

/// Connects and logs in; asks for a password by the address's AskPassword, at most three times. Errors: see
/// PgConnection::open().
[[nodiscard]] Result<std::unique_ptr<PgLink>> pgLogIn(const PgAddress &address, const PgOptions &options,
                                                      const JobControl &job);

} // namespace eventscope
