// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/erasure_details.h"

#include "core/connections/store_address.h"
#include "core/open/library_versions.h"
#include "core/workspace/workspace_path.h"

namespace eventscope {

FileRoles storeFileRoles(const StoreIdentity &store, const ModelStores &models) {
    FileRoles roles;
    const auto where = parseStoreAddress(store.address);
    if (where && where->kind == StoreAddress::Kind::Sqlite) roles[where->path] = "store";
    for (const ReadModelStore *each : models.all())
        roles[each->place()] = "read models";
    if (const auto folder = userDataFolder())
        if (const auto notes = workspacePath(store, *folder)) roles[*notes] = "notes and bookmarks";
    return roles;
}

void addReportDetails(ErasureWorld &world, const std::pair<std::string, std::string> &program) {
    world.roles.merge(storeFileRoles(world.store.reader().info().identity, world.models));
    world.roles[world.vault.path()] = "vault";
    world.roles[world.ledger.path()] = "ledger of erasures";
    world.versions.insert_or_assign(program.first, program.second);
    for (const LibraryVersion &library : libraryVersions())
        world.versions.insert_or_assign(library.library, library.version);
}

} // namespace eventscope
