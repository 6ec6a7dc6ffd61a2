// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/domain.h"
#include "app/cli/projection_acts.h"
#include "core/base/text.h"
#include "core/open/open_models.h"
#include "core/privacy/vault_fit.h"

#include <algorithm>

namespace eventscope::cli {

namespace {

/// In the database of a store that is opened for writing, else in the user's data folder.
Result<std::unique_ptr<ReadModelStore>> modelsOf(Context &context, const StoreAccess &access, const StoreInfo &store) {
    ES_ASSIGN(address, parseStoreAddress(access.address));
    if (!context.globals().write || address.kind != StoreAddress::Kind::Postgres) return openReadModels(store.identity);
    ES_TRY(context.requireWrite("projections"));
    ES_TRY(context.confirm(access, "change read models in its database"));
    return openServerReadModels(access, store);
}

Result<std::unique_ptr<ReadModelStore>> shownModelsOf(Context &context, const StoreAccess &access,
                                                      const StoreInfo &store) {
    return context.globals().masked ? openReadModels(store.identity, {}) : modelsOf(context, access, store);
}

} // namespace

Result<std::unique_ptr<ProjectionWork>> ProjectionWork::open(Context &context) {
    return openWith(context, &shownModelsOf);
}

Result<std::unique_ptr<ProjectionWork>> ProjectionWork::openToRun(Context &context) {
    ES_ASSIGN(work, open(context));
    ES_TRY(checkVaultFits(*work->m_store, work->m_protection, context.job()));
    return work;
}

Result<std::unique_ptr<ProjectionWork>> ProjectionWork::openTables(Context &context) {
    return openWith(context, &modelsOf);
}

Result<std::unique_ptr<ProjectionWork>> ProjectionWork::openWith(Context &context, OpenModels openModels) {
    ES_ASSIGN(access, context.access());
    ES_ASSIGN(store, context.openStore(access));
    ES_ASSIGN(domain, domainOf(context, *store));
    ES_ASSIGN(models, openModels(context, access, store->info()));
    std::unique_ptr<ProjectionWork> work(new ProjectionWork);
    work->m_store = std::move(store);
    work->m_models = std::move(models);
    work->m_projections = std::move(domain.projections);
    work->m_projections.insert(work->m_projections.end(), domain.processes.begin(), domain.processes.end());
    work->m_processes = std::move(domain.processes);
    work->m_protection = domain.protection;
    work->m_isMasked = context.globals().masked;
    work->m_context = std::make_unique<ProjectionContext>(
        ProjectionContext{*work->m_store, domain.derivedLens, *work->m_models, context.clock()});
    return work;
}

Result<ProjectionPtr> ProjectionWork::named(const std::string &name) const {
    const auto found = std::ranges::find_if(m_projections, [&](const auto &each) { return each->info().name == name; });
    if (found != m_projections.end()) return *found;
    std::string names;
    for (const ProjectionPtr &each : m_projections)
        names += (names.empty() ? "" : ", ") + each->info().name;
    return fail(ErrorKind::NotFound, "There is no projection \"" + safeText(name, LineBreaks::Escape) + "\"",
                names.empty() ? "Name a domain pack that has some: --domain DIR" : "There are " + names);
}

Result<std::vector<ProjectionPtr>> ProjectionWork::chosen(const Arguments &arguments) const {
    const auto names = arguments.texts("NAME");
    if (names.empty()) return m_projections;
    std::vector<ProjectionPtr> all;
    for (const std::string &name : names) {
        ES_ASSIGN(projection, named(name));
        if (std::ranges::find(all, projection) == all.end()) all.push_back(std::move(projection));
    }
    return all;
}

Result<ProjectionPtr> ProjectionWork::one(const Arguments &arguments) const {
    const auto names = arguments.texts("NAME");
    if (names.size() == 1) return named(names.front());
    return fail(ErrorKind::Invalid, names.empty() ? "NAME is missing" : "This takes one NAME only",
                "Say which projection; see: projections list");
}

Result<ModelInfo> ProjectionWork::live(const ProjectionPtr &projection, const JobControl &job) const {
    const std::string &name = projection->info().name;
    ES_ASSIGN(live, m_models->find(name, ModelRole::Live, job));
    if (!live) return fail(ErrorKind::NotFound, name + " has no rows yet", "Run it: projections run " + name);
    return *std::move(live);
}

} // namespace eventscope::cli
