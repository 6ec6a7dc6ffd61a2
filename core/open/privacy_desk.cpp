// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/privacy_desk.h"

#include "core/connections/store_address.h"
#include "core/db/sqlite/sqlite_settling.h"
#include "core/open/erasure_details.h"
#include "core/open/open_models.h"
#include "core/open/open_removal.h"
#include "core/open/open_vault.h"
#include "core/privacy/byte_search.h"
#include "core/privacy/restored_vault.h"
#include "core/vault/store_vault.h"
#include "core/workspace/workspace_path.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

namespace eventscope {

namespace {

constexpr std::chrono::milliseconds kReadersWait{5'000};

/// Without the vault what is sealed for a person would count as somebody else's, or as nothing at all.
Result<void> checkNothingSealed(const EventStore &store, const StoreProtection &protection, const JobControl &job) {
    ES_ASSIGN(isSealed, holdsSealedValues(store, job));
    if (!isSealed) return {};
    return fail(ErrorKind::Refused,
                "The store holds sealed values, but its vault is not " +
                    (protection.vault ? "at " + protection.vault->path() : std::string("known")),
                "Name it (on the command line with --vault), or restore it: without it nobody knows whose they are");
}

/// Those that are no server's, and lie not in memory.
std::vector<std::string> modelFiles(const PrivacyDesk &desk) {
    std::vector<std::string> files;
    std::error_code ignored;
    for (const auto &models : desk.models)
        if (std::filesystem::exists(models->place(), ignored)) files.push_back(models->place());
    return files;
}

Result<std::vector<std::string>> settleModels(const std::vector<std::string> &files, const JobControl &job) {
    std::vector<std::string> held;
    for (const std::string &file : files) {
        ES_ASSIGN(more, settleStore(file, kReadersWait, job, "the read models'"));
        std::ranges::move(more, std::back_inserter(held));
    }
    return held;
}

} // namespace

std::vector<std::string> storeFiles(const EventStore &store, const PrivacyDesk &desk) {
    std::vector<std::string> files;
    const auto where = parseStoreAddress(store.info().identity.address);
    if (where && where->kind == StoreAddress::Kind::Sqlite) files.push_back(where->path);
    for (const auto &models : desk.models)
        files.push_back(models->place());
    if (const auto folder = userDataFolder())
        if (const auto notes = workspacePath(store.info().identity, *folder)) files.push_back(*notes);
    for (const std::string &known : std::vector(files)) {
        auto beside = filesBeside(known, files);
        files.insert(files.end(), std::make_move_iterator(beside.begin()), std::make_move_iterator(beside.end()));
    }
    return files;
}

SearchedFiles searchedFiles(const EventStore &store, const PrivacyDesk &desk) {
    return {storeFiles(store, desk), storeFileRoles(store.info().identity, desk.modelStores())};
}

Result<std::vector<std::string>> settleStore(const std::string &path, std::chrono::milliseconds wait,
                                             const JobControl &job, const std::string &whose) {
    ES_ASSIGN(settled, settleFile(path, wait, job));
    std::vector<std::string> held;
    if (settled.isEmpty) return held;
    if (settled.holders.empty()) settled.holders.emplace_back("a program of somebody else");
    for (const std::string &holder : settled.holders)
        held.push_back("remnants are possible in " + whose + " write-ahead log, held by " + holder +
                       ": close what it reads and verify again (privacy verify)");
    return held;
}

SubjectSources PrivacyDesk::sourcesOf(const EventStore &store) const {
    return {store, protection, modelStores(), canRemoveFrom(store.info())};
}

ModelStores PrivacyDesk::modelStores() const {
    ModelStores stores;
    for (const auto &each : models)
        stores.add(each.get());
    return stores;
}

Result<PrivacyDesk> openPrivacyDesk(const EventStore &store, const StoreAccess &access, StoreProtection protection,
                                    const JobControl &job) {
    PrivacyDesk desk;
    desk.access = access;
    desk.protection = std::move(protection);
    const StoreIdentity &identity = store.info().identity;
    if (desk.protection.vault && desk.protection.vault->exists()) {
        ES_ASSIGN(unlocked, desk.protection.vault->unlocked());
        if (unlocked->store() != identity.id) {
            return fail(ErrorKind::Refused, "The vault is of another store (" + desk.protection.vault->path() + ")",
                        "Choose the vault of this one (on the command line with --vault)");
        }
        desk.vault = std::move(unlocked);
        ES_ASSIGN(place, ledgerPath(identity));
        ES_ASSIGN(ledger, ErasureLedger::open(place, *desk.vault));
        desk.ledger.emplace(std::move(ledger));
    }
    if (!desk.vault) ES_TRY(checkNothingSealed(store, desk.protection, job));
    ES_ASSIGN(local, openReadModelsIfAny(identity));
    if (local) desk.models.push_back(std::move(local));
    ES_ASSIGN(ofServer, openServerReadModelsIfAny(access, store.info()));
    if (ofServer) desk.models.push_back(std::move(ofServer));
    return desk;
}

Result<PrivacyDesk> openLedgerDesk(const EventStore &store, const StoreAccess &access, StoreProtection protection,
                                   const JobControl &job) {
    ES_ASSIGN(desk, openPrivacyDesk(store, access, std::move(protection), job));
    if (desk.ledger) return desk;
    const auto &vault = desk.protection.vault;
    return fail(ErrorKind::NotFound,
                (vault ? "There is no vault at " + vault->path() : "The store has no vault") + ", and so no ledger",
                "Name the vault with --vault");
}

Result<PrivacyDesk> openErasureDesk(const EventStore &store, const StoreAccess &access, StoreProtection protection,
                                    const JobControl &job) {
    ES_ASSIGN(desk, openPrivacyDesk(store, access, std::move(protection), job));
    if (!desk.vault) {
        const auto &vault = desk.protection.vault;
        return fail(ErrorKind::NotFound, vault ? "There is no vault at " + vault->path() : "The store has no vault",
                    "Without one nothing is sealed, and personal data in clear cannot be erased by destroying a key; "
                    "finding the person says where it is. On the command line --vault names a vault elsewhere");
    }
    if (desk.protection.policy.isEmpty()) {
        return fail(ErrorKind::Refused, "No privacy policy says what is personal in this store",
                    "Name its domain pack: --domain DIR");
    }
    return desk;
}

ErasureWorld erasureWorld(const ErasureStore &store, PrivacyDesk &desk, Clock &clock) {
    std::vector<std::string> files{desk.protection.vault->path(), desk.ledger->path()};
    std::ranges::move(storeFiles(store.reader(), desk), std::back_inserter(files));
    ErasureWorld world{store, desk.protection, *desk.vault, *desk.ledger, desk.modelStores(), clock, std::move(files)};
    if (canRemoveFrom(store.reader().info()))
        world.openRemoval = [access = desk.access, &clock](const JobControl &job) {
            return openStreamRemoval(access, clock, "erase snapshots", job);
        };
    if (!store.writer()) return world;
    const auto where = parseStoreAddress(store.reader().info().identity.address);
    if (where && where->kind == StoreAddress::Kind::Sqlite)
        world.settle = [path = where->path](const JobControl &job) { return settleStore(path, kReadersWait, job); };
    if (auto models = modelFiles(desk); !models.empty())
        world.settleModels = [models = std::move(models)](const JobControl &job) { return settleModels(models, job); };
    return world;
}

} // namespace eventscope
