// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_role.h"
#include "core/db/postgres/pg_tls.h"
#include "core/store/capabilities.h"

#include <string>
#include <vector>

namespace eventscope {

/// The rungs of the ladder that keeps a reader from writing to a database, each as its server answered.
[[nodiscard]] ReadOnlyEvidence pgReaderEvidence(const PgRole &role, const PgTls &tls);

/// Why this role, on this server, can append nothing to the table it was asked of; see StoreInfo::notAppendable.
[[nodiscard]] std::vector<std::string> pgObstacles(const PgRole &role);

/// "PostgreSQL 15.18" of 150018.
[[nodiscard]] std::string pgServerName(int version);

} // namespace eventscope
