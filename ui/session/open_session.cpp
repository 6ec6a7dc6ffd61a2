// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/open_session.h"

#include "core/aggregate/samples/sample_maker.h"
#include "core/base/private_folder.h"
#include "core/connections/store_address.h"
#include "core/domain/store_domain.h"
#include "core/open/open_models.h"
#include "core/open/open_vault.h"
#include "core/privacy/masking_store.h"
#include "core/privacy/samples/sample_vault.h"
#include "core/projection/samples/sample_models.h"
#include "core/vault/store_vault.h"
#include "ui/session/vault_of_store.h"

#include <filesystem>
#include <utility>

namespace eventscope::ui {

namespace {

namespace fs = std::filesystem;

/// A file's address as it is found from any folder; others as they are.
std::string fromAnywhere(const std::string &address) {
    const auto parsed = parseStoreAddress(address);
    if (!parsed || parsed->kind == StoreAddress::Kind::Memory || parsed->kind == StoreAddress::Kind::Postgres)
        return address;
    std::error_code problem;
    const fs::path path = fs::absolute(parsed->path, problem).lexically_normal();
    if (problem) return address;
    const char *scheme = parsed->kind == StoreAddress::Kind::File ? "file:" : "sqlite:";
    return parsed->isCertain ? scheme + path.string() : path.string();
}

/// A folder likewise; the name of a domain that comes with the program as it is.
std::string domainFromAnywhere(const std::string &domain) {
    std::error_code problem;
    if (!fs::is_directory(domain, problem)) return domain;
    const fs::path path = fs::absolute(domain, problem).lexically_normal();
    return problem ? domain : path.string();
}

/// A store in memory has no vault. Nobody is asked for what opens it while the store is read.
Result<StoreProtection> protectionOf(const std::shared_ptr<const EventStore> &store, const PrivacyPolicy &policy) {
    const StoreIdentity &identity = store->info().identity;
    StoreProtection protection{identity.id, nullptr, policy};
    auto path = vaultPath(identity);
    if (path)
        protection.vault = vaultOfStore(store, *std::move(path));
    else if (path.error().kind != ErrorKind::Unsupported)
        return fail(std::move(path).error());
    return protection;
}

Result<OpenedStore> browseWith(std::shared_ptr<const EventStore> store, const DomainPack &domain,
                               const JobControl &job) {
    // Even an empty page carries the dictionary that all batches of the store share.
    Query query;
    query.rowsMax = 1;
    ES_ASSIGN(first, store->page(query, job));
    ES_ASSIGN(protection, protectionOf(store, domain.privacy));
    ES_ASSIGN(lenses, lensesOf(domain.upcasters, protection));
    OpenedStore opened;
    opened.index = std::make_shared<LogIndex>(first->dictionaryPtr());
    opened.lens = lenses.forPeople;
    opened.derivedLens = lenses.forKeeping;
    opened.protection = std::move(protection);
    opened.store = std::move(store);
    opened.cliStore = fromAnywhere(opened.store->info().identity.address);
    for (const FoldPtr &fold : domain.folds)
        opened.folds.add(fold);
    opened.projections = domain.projections;
    opened.processes = domain.processes;
    opened.upcasters = domain.upcasters;
    opened.access.address = opened.store->info().identity.address;
    return opened;
}

/// The store file and what lies beside it while it is open.
void removeStore(const fs::path &path) {
    std::error_code ignored;
    for (const char *suffix : {"", "-wal", "-shm", ".lock"})
        fs::remove(path.string() + suffix, ignored);
}

/// Its vault lies where that of the finished store belongs. The store is closed when this returns.
Result<void> makeSealedSample(const fs::path &part, const std::string &vaultAt, const JobControl &job) {
    SimulatedClock clock;
    SystemClock now;
    ES_ASSIGN(store,
              openForWriting("sqlite:" + part.string(), clock, {true, "sample", std::string(kSampleDomain)}, job));
    const StoreIdentity identity = store->reader().info().identity;
    ES_ASSIGN(vault, samples::SampleVault::make(vaultAt, identity.id, now));
    samples::SampleOptions options;
    options.protect = vault.protect();
    ES_TRY(samples::makeSample(*store, clock, options, job));
    ES_ASSIGN(models, openReadModels(identity));
    ES_TRY(samples::makeSampleModels(store->reader(), *models, now, false, job));
    return vault.keep();
}

} // namespace

OpenedStore openedAnew(const OpenedStore &opened) {
    OpenedStore anew = opened;
    anew.index = std::make_shared<LogIndex>(opened.index->dictionaryPtr());
    return anew;
}

OpenedStore maskedFor(const OpenedStore &opened) {
    OpenedStore masked = opened;
    masked.unmasked = opened.store;
    masked.store = maskedStore(opened.store, opened.protection.policy);
    // These upcasters made a lens already, so they make this one as well.
    masked.lens = upcastingLens(opened.upcasters).value_or(identityLens());
    masked.derivedLens = nullptr;
    masked.modelsAtRest = std::exchange(masked.modelsFolder, {});
    return masked;
}

Result<OpenedStore> openForBrowsing(const StoreAccess &access, const std::string &domain, const JobControl &job) {
    ES_ASSIGN(store, openStore(access, job));
    ES_ASSIGN(pack, domainFor(store->info(), domain));
    ES_ASSIGN(opened, browseWith(std::move(store), pack, job));
    opened.cliStore = access.connection.empty() ? fromAnywhere(access.address) : "@" + access.connection;
    opened.cliDomain = domainFromAnywhere(domain);
    opened.access = access;
    return opened;
}

Result<OpenedStore> browse(std::shared_ptr<const EventStore> store, const JobControl &job) {
    ES_ASSIGN(pack, domainFor(store->info(), {}));
    return browseWith(std::move(store), pack, job);
}

void unlockSample(const OpenedStore &opened) {
    const auto &vault = opened.protection.vault;
    if (opened.store->info().domain != kSampleDomain || !vault || !vault->exists()) return;
    UnlockSecrets secrets;
    secrets.password = Secret(std::string(samples::kSamplePassphrase));
    if (const auto unlocked = vault->unlock(secrets); !unlocked) return;
}

Result<std::string> makeSampleStore(const std::string &path, const JobControl &job) {
    std::error_code problem;
    if (fs::exists(path, problem)) return path;
    ES_TRY(makePrivateFolder(fs::path(path).parent_path()));
    const fs::path part = path + ".part";
    removeStore(part);
    if (const auto made = makeSealedSample(part, vaultPathOfFile(path), job); !made) {
        removeStore(part);
        return fail(made.error());
    }
    fs::rename(part, path, problem);
    removeStore(part);
    if (problem) return fail(ErrorKind::Unavailable, "Cannot write " + path, {}, problem.message());
    return path;
}

} // namespace eventscope::ui
