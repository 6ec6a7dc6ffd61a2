// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_address.h"
#include "core/open/open_store.h"

namespace eventscope {

/// How to come to the server at `where`: with the exceptions and the refusals that `access` says. Errors: Invalid.
[[nodiscard]] Result<PgAddress> serverAddress(const StoreAddress &where, const StoreAccess &access);

} // namespace eventscope
