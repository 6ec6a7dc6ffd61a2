// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/job_control.h"

#include <string>

struct pg_conn;

namespace eventscope {

/// Why libpq could not connect, when it is not the server itself that says so by an SQLSTATE. May look at the server's
/// certificate once more, for at most a few seconds. Reads libpq's English texts: see PlainWords.
[[nodiscard]] Error pgLoginError(const pg_conn *connection, const std::string &where, const JobControl &job);

} // namespace eventscope
