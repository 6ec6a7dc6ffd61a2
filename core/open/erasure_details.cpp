// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/erasure_details.h"

#include "core/connections/store_address.h"
#include "core/open/library_versions.h"
#include "core/workspace/workspace_path.h"

namespace eventscope {

void addReportDetails(ErasureWorld &world, const std::pair<std::string, std::string> &program) {
    const StoreIdentity &store = world.store.reader().info().identity;
    const auto where = parseStoreAddress(store.address);
    if (where && where->kind == StoreAddress::Kind::Sqlite) world.roles[where->path] = "store";
    for (const ReadModelStore *models : world.models.all())
        world.roles[models->place()] = "read models";
    if (const auto folder = userDataFolder())
        if (const auto notes = workspacePath(store, *folder)) world.roles[*notes] = "notes and bookmarks";
    world.roles[world.vault.path()] = "vault";
    world.roles[world.ledger.path()] = "ledger of erasures";
    world.versions.insert_or_assign(program.first, program.second);
    for (const LibraryVersion &library : libraryVersions())
        world.versions.insert_or_assign(library.library, library.version);
}

} // namespace eventscope
