// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/db/postgres/pg_address.h"
#include "core/db/postgres/pg_options.h"

#include <map>
#include <string>

struct pg_conn;

namespace eventscope {

/// libpq's settings, or the server's, by name.
using PgSettings = std::map<std::string, std::string>;

/// The server's settings of a session with `options`, as they are asked for at the start and read back later.
[[nodiscard]] PgSettings pgLimitsOf(const PgOptions &options);

/// Over TLS a password is given only in a way that is of no use to anybody but this server on this connection: SCRAM
/// with channel binding. So neither a server that asks for it in the clear or as MD5 learns it, nor one in between with
/// a certificate that it should not have. The address may say otherwise (channel_binding). Without TLS, a choice that
/// was made by sslmode, there is nothing to bind to; libpq 16 at least never gives the password in the clear there.
/// A local socket needs no guard.
struct PgLoginSettings {
    PgSettings settings;
    bool isGuarded = false; ///< by us: then libpq refuses a server that asks for nothing (trust, a certificate), too
};
/// Errors: Refused (the address asks for a weaker mode of TLS than `options` allow).
[[nodiscard]] Result<PgLoginSettings> pgLoginSettings(const PgAddress &address, const PgOptions &options);
/// The same without anything that a server could learn: for one that lets us in without a password.
[[nodiscard]] PgSettings unguarded(PgSettings settings);

/// Begins to connect. `password` is handed over apart, so that no copy of it is made here. Null: out of memory.
[[nodiscard]] pg_conn *pgStart(const PgSettings &settings, const Secret &password);

} // namespace eventscope
