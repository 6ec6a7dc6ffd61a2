// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/server_address.h"

namespace eventscope {

Result<PgAddress> serverAddress(const StoreAddress &where, const StoreAccess &access) {
    ES_ASSIGN(server, PgAddress::parse(where.path));
    if (access.tls) server.weakenTls(access.tls->mode, access.tls->since);
    if (access.askPassword) server.askPassword(access.askPassword);
    if (access.environment == Environment::Production && !access.superuserOnProduction) server.refuseSuperusers();
    return server;
}

} // namespace eventscope
