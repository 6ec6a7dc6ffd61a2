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
                                   std::string folder, std::shared_ptr<const GuiThreadGuard> guard)
    : m_store(std::move(store)),
      m_lens(std::move(lens)),
      m_processes(std::move(processes)),
      m_all(both(std::move(projections), m_processes)),
      m_folder(std::move(folder)),
      m_guard(std::move(guard)) {}

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
