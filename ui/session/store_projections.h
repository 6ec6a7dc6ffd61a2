// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/model_status.h"
#include "core/projection/projection_context.h"
#include "ui/async/job.h"
#include "ui/session/guarded_store.h"

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace eventscope::ui {

/// The projections that are known of an open store, and the read models that they make: opened, and made where there
/// are none yet, when they are first asked for.
///
/// Read models that cannot be opened are an error of each question, and are opened anew the next time. Held by whatever
/// call uses it, hence it may outlive the session. Threads: any, but it blocks: use it in calls only.
class StoreProjections final : public std::enable_shared_from_this<StoreProjections> {
  public:
    /// `folder` as in OpenedStore::modelsFolder. `store` notes calls on the GUI thread.
    StoreProjections(std::shared_ptr<const EventStore> store, LensPtr lens, std::vector<ProjectionPtr> projections,
                     std::vector<ProjectionPtr> processes, std::string folder, std::string folderAtRest,
                     std::shared_ptr<const GuiThreadGuard> guard);

    /// In the order of the domain pack, process managers behind the others. Never blocks.
    [[nodiscard]] const std::vector<ProjectionPtr> &all() const { return m_all; }
    /// Those that are no process managers.
    [[nodiscard]] std::span<const ProjectionPtr> projections() const {
        return std::span(m_all).first(m_all.size() - m_processes.size());
    }
    /// The process managers among them.
    [[nodiscard]] const std::vector<ProjectionPtr> &processes() const { return m_processes; }

    /// Of a masked store there are tables at rest that are not shown: how far those are, without a row of theirs. Makes
    /// none. Empty: there are no such tables. Errors: those of openReadModelsIfAny() and of modelStatuses().
    [[nodiscard]] Call<std::vector<ModelStatus>> atRest();

    /// Works on them: `ask` makes a Result of a const ProjectionContext & and a const JobControl &. Errors: those of
    /// openReadModels() and of `ask`. Threads: any.
    template <class Ask>
    [[nodiscard]] auto call(Ask ask) {
        using Answer = std::invoke_result_t<Ask &, const ProjectionContext &, const JobControl &>;
        return Call<typename Answer::value_type>(
            [self = shared_from_this(), ask = std::move(ask)](const JobControl &job) mutable -> Answer {
                ES_ASSIGN(models, self->models());
                const ProjectionContext context{*self->m_store, self->m_lens, *models, self->m_clock};
                return ask(context, job);
            });
    }

  private:
    [[nodiscard]] Result<std::shared_ptr<ReadModelStore>> models();

    const std::shared_ptr<const EventStore> m_store;
    const LensPtr m_lens;
    const std::vector<ProjectionPtr> m_processes, m_all;
    const std::string m_folder, m_folderAtRest;
    const std::shared_ptr<const GuiThreadGuard> m_guard;
    SystemClock m_clock;
    std::mutex m_opening;
    std::shared_ptr<ReadModelStore> m_models; // guarded by m_opening; null until it could be opened
    std::shared_ptr<ReadModelStore> m_atRest; // likewise
};

} // namespace eventscope::ui
