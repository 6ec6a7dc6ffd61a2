// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/open_removal.h"

#include "core/open/path_content.h"
#include "core/open/server_address.h"
#include "core/store/postgres/postgres_removal.h"
#include "core/store/postgres/postgres_store.h"
#include "core/store/sqlite/sqlite_removal.h"

namespace eventscope {

namespace {

Failure foreign() {
    return fail(ErrorKind::Unsupported, "Streams are removed from stores of ours only",
                "Remove it by the means of the program whose store it is");
}

} // namespace

bool canRemoveFrom(const StoreInfo &store) { return store.layout.starts_with("eventscope-"); }

Result<std::unique_ptr<StreamRemoval>> openStreamRemoval(const StoreAccess &access, Clock &clock,
                                                         const std::string &purpose, const JobControl &job) {
    ES_ASSIGN(where, parseStoreAddress(access.address));
    ES_TRY(checkMayWrite(access, purpose));
    if (where.kind == StoreAddress::Kind::Postgres) {
        ES_ASSIGN(server, serverAddress(where, access));
        if (!where.table.empty()) return foreign();
        ES_ASSIGN(isOurs, holdsPostgresStore(server, job));
        if (!isOurs) return foreign();
        return openPostgresRemoval(server, clock, job);
    }
    if (where.kind == StoreAddress::Kind::Memory) return foreign();
    ES_ASSIGN(content, contentAt(where.path));
    if (content != PathContent::Sqlite) return foreign();
    return openSqliteRemoval(where.path, clock, job);
}

} // namespace eventscope
