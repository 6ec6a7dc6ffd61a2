// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/store_projections.h"

#include "core/open/open_models.h"

#include <utility>

namespace eventscope::ui {

namespace {

std::vector<ProjectionPtr> both(std::vector<ProjectionPtr> first, const std::vector<ProjectionPtr> &second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

StoreProjections::StoreProjections(std::shared_ptr<const EventStore> store, LensPtr lens,
                                   std::vector<ProjectionPtr> projections, std::vector<ProjectionPtr> processes,
                                   std::string folder, std::string folderAtRest,
                                   std::shared_ptr<const GuiThreadGuard> guard)
    : m_store(std::move(store)),
      m_lens(std::move(lens)),
      m_processes(std::move(processes)),
      m_all(both(std::move(projections), m_processes)),
      m_folder(std::move(folder)),
      m_folderAtRest(std::move(folderAtRest)),
      m_guard(std::move(guard)) {}

Call<std::vector<ModelStatus>> StoreProjections::atRest() {
    return [self = shared_from_this()](const JobControl &job) -> Result<std::vector<ModelStatus>> {
        if (self->m_folderAtRest.empty()) return std::vector<ModelStatus>();
        self->m_guard->entering("read models");
        std::shared_ptr<ReadModelStore> models;
        {
            const std::scoped_lock lock(self->m_opening);
            if (!self->m_atRest) {
                ES_ASSIGN(opened, openReadModelsIfAny(self->m_store->info().identity, self->m_folderAtRest));
                self->m_atRest = std::move(opened);
            }
            models = self->m_atRest;
        }
        if (!models) return std::vector<ModelStatus>();
        const ProjectionContext context{*self->m_store, self->m_lens, *models, self->m_clock};
        return modelStatuses(context, self->m_all, job);
    };
}

Result<std::shared_ptr<ReadModelStore>> StoreProjections::models() {
    m_guard->entering("read models");
    const std::scoped_lock lock(m_opening);
    if (!m_models) {
        ES_ASSIGN(opened, openReadModels(m_store->info().identity, m_folder));
        m_models = std::move(opened);
    }
    return m_models;
}

} // namespace eventscope::ui
