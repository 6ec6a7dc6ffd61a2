// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/open_session.h"

#include "core/aggregate/samples/sample_maker.h"
#include "core/domain/store_domain.h"

#include <filesystem>

namespace eventscope::ui {

namespace {

namespace fs = std::filesystem;

Result<OpenedStore> browseWith(std::shared_ptr<const EventStore> store, const DomainPack &domain,
                               const JobControl &job) {
    // Even an empty page carries the dictionary that all batches of the store share.
    Query query;
    query.rowsMax = 1;
    ES_ASSIGN(first, store->page(query, job));
    ES_ASSIGN(lens, upcastingLens(domain.upcasters));
    OpenedStore opened;
    opened.index = std::make_shared<LogIndex>(first->dictionaryPtr());
    opened.lens = std::move(lens);
    opened.store = std::move(store);
    for (const FoldPtr &fold : domain.folds)
        opened.folds.add(fold);
    return opened;
}

/// The store file and what lies beside it while it is open.
void removeStore(const fs::path &path) {
    std::error_code ignored;
    for (const char *suffix : {"", "-wal", "-shm", ".lock"})
        fs::remove(path.string() + suffix, ignored);
}

} // namespace

Result<OpenedStore> openForBrowsing(const StoreAccess &access, const std::string &domain, const JobControl &job) {
    ES_ASSIGN(store, openStore(access, job));
    ES_ASSIGN(pack, domainFor(store->info(), domain));
    return browseWith(std::move(store), pack, job);
}

Result<OpenedStore> browse(std::shared_ptr<const EventStore> store, const JobControl &job) {
    ES_ASSIGN(pack, domainFor(store->info(), {}));
    return browseWith(std::move(store), pack, job);
}

Result<std::string> makeSampleStore(const std::string &path, const JobControl &job) {
    std::error_code problem;
    if (fs::exists(path, problem)) return path;
    fs::create_directories(fs::path(path).parent_path(), problem);
    const fs::path part = path + ".part";
    removeStore(part);
    const auto make = [&]() -> Result<void> {
        SimulatedClock clock;
        ES_ASSIGN(store,
                  openForWriting("sqlite:" + part.string(), clock, {true, "sample", std::string(kSampleDomain)}, job));
        ES_TRY(samples::makeSample(*store, clock, {}, job));
        return {};
    };
    if (const auto made = make(); !made) {
        removeStore(part);
        return fail(made.error());
    }
    fs::rename(part, path, problem);
    removeStore(part);
    if (problem) return fail(ErrorKind::Unavailable, "Cannot write " + path, {}, problem.message());
    return path;
}

} // namespace eventscope::ui
