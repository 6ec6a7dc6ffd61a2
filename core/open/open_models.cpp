// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/open_models.h"

#include "core/models/memory_read_model_store.h"
#include "core/models/pg_read_model_store.h"
#include "core/models/sqlite_read_model_store.h"
#include "core/open/server_address.h"
#include "core/workspace/workspace_path.h"

#include <filesystem>
#include <system_error>

namespace eventscope {

Result<std::unique_ptr<ReadModelStore>> openReadModels(const StoreIdentity &store) {
    ES_ASSIGN(folder, userDataFolder());
    return openReadModels(store, folder);
}

Result<std::unique_ptr<ReadModelStore>> openReadModels(const StoreIdentity &store, const std::string &dataFolder) {
    if (dataFolder.empty()) return std::make_unique<MemoryReadModelStore>();
    const auto path = readModelsPath(store, dataFolder);
    if (path) return openSqliteReadModels(*path);
    if (path.error().kind != ErrorKind::Unsupported) return fail(path.error());
    return std::make_unique<MemoryReadModelStore>();
}

Result<std::unique_ptr<ReadModelStore>> openReadModelsIfAny(const StoreIdentity &store) {
    ES_ASSIGN(folder, userDataFolder());
    return openReadModelsIfAny(store, folder);
}

Result<std::unique_ptr<ReadModelStore>> openReadModelsIfAny(const StoreIdentity &store, const std::string &dataFolder) {
    const auto path = readModelsPath(store, dataFolder);
    std::error_code ignored;
    if (!path || !std::filesystem::exists(*path, ignored)) return std::unique_ptr<ReadModelStore>();
    return openSqliteReadModels(*path);
}

Result<std::unique_ptr<ReadModelStore>> openServerReadModels(const StoreAccess &access, const StoreInfo &store) {
    ES_ASSIGN(where, parseStoreAddress(access.address));
    if (where.kind != StoreAddress::Kind::Postgres)
        return fail(ErrorKind::Unsupported, "Only a database server keeps read models itself");
    ES_TRY(checkMayWrite(access, "projections"));
    ES_ASSIGN(server, serverAddress(where, access));
    return openPgReadModels(server, readModelsSchema(store));
}

Result<std::unique_ptr<ReadModelStore>> openServerReadModelsIfAny(const StoreAccess &access, const StoreInfo &store) {
    ES_ASSIGN(where, parseStoreAddress(access.address));
    if (where.kind != StoreAddress::Kind::Postgres) return std::unique_ptr<ReadModelStore>();
    ES_ASSIGN(server, serverAddress(where, access));
    ES_ASSIGN(models, openPgReadModels(server, readModelsSchema(store)));
    ES_ASSIGN(all, models->list({}));
    if (all.empty()) models.reset();
    return models;
}

} // namespace eventscope
