// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/model_status.h"

#include "core/projection/open_model.h"

#include <algorithm>
#include <array>

namespace eventscope {

namespace {

constexpr std::array<std::string_view, 7> kStateNames{"not built", "up to date", "behind",     "running",
                                                      "paused",    "outdated",   "beyond head"};

Result<std::uint64_t> eventsAfter(const EventStore &store, const Lens &lens, const Projection &projection,
                                  Position after, Position until, const JobControl &job) {
    if (after >= until) return std::uint64_t{0};
    Query query = queryFor(projection, lens, after, until);
    query.fields = Fields::Header;
    std::uint64_t events = 0;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row)
            events += projection.info().knows((*batch)[row].type());
        return Flow::More;
    });
    ES_TRY(store.scan(query, sink, job));
    return events;
}

class Survey {
  public:
    Survey(const ProjectionContext &context, const Head &head, std::vector<ModelInfo> models, const JobControl &job)
        : m_context(context), m_head(head), m_models(std::move(models)), m_job(job) {}

    Result<ModelStatus> statusOf(const ProjectionPtr &projection) const {
        const std::string &name = projection->info().name;
        ModelStatus status;
        status.projection = projection;
        status.head = m_head;
        status.live = find(name, ModelRole::Live);
        status.shadow = find(name, ModelRole::Shadow);
        status.old = find(name, ModelRole::Old);
        if (status.shadow) {
            ES_ASSIGN(locked, m_context.models.isLocked(name, ModelRole::Shadow, m_job));
            status.isRebuilding = locked;
        }
        ES_TRY(addLag(status));
        ES_ASSIGN(state, stateOf(status));
        status.state = state;
        return status;
    }

  private:
    std::optional<ModelInfo> find(const std::string &name, ModelRole role) const {
        const auto found = std::ranges::find_if(
            m_models, [&](const ModelInfo &model) { return model.schema.name == name && model.role == role; });
        return found == m_models.end() ? std::nullopt : std::optional(*found);
    }

    Result<void> addLag(ModelStatus &status) const {
        const Position at = status.position();
        if (at >= m_head.settled) return {};
        ES_ASSIGN(events, eventsAfter(m_context.store, *m_context.lens, *status.projection, at, m_head.settled, m_job));
        status.lagEvents = events;
        if (events == 0) return {}; // what came after it is not for it: late with nothing
        ES_ASSIGN(here, timeAt(m_context.store, at, m_job));
        ES_ASSIGN(end, endOfLog());
        // Clocks may run back.
        if (here && end) status.lag = std::max(*end - *here, std::chrono::microseconds(0));
        return {};
    }

    /// Asked for once, by the first that lags.
    Result<std::optional<Time>> endOfLog() const {
        if (!m_end) {
            ES_ASSIGN(end, timeAt(m_context.store, m_head.settled, m_job));
            m_end = end;
        }
        return *m_end;
    }

    Result<ModelState> stateOf(const ModelStatus &status) const {
        if (!status.live) return ModelState::NotBuilt;
        if (status.position() > m_head.last) return ModelState::BeyondHead;
        if (!isOf(*status.live, *status.projection, *m_context.lens)) return ModelState::Outdated;
        if (status.live->isPaused) return ModelState::Paused;
        ES_ASSIGN(locked, m_context.models.isLocked(status.live->schema.name, ModelRole::Live, m_job));
        if (locked) return ModelState::Running;
        return status.lagEvents == 0 ? ModelState::UpToDate : ModelState::Behind;
    }

    const ProjectionContext &m_context;
    const Head &m_head;
    const std::vector<ModelInfo> m_models;
    const JobControl &m_job;
    mutable std::optional<std::optional<Time>> m_end; // when the last settled event was recorded
};

} // namespace

std::string_view name(ModelState state) { return kStateNames[static_cast<std::size_t>(state)]; }

bool ModelStatus::isHealthy() const {
    const bool isCurrent = state == ModelState::UpToDate || (state == ModelState::Running && lagEvents == 0);
    return isCurrent && live->openLetters == 0;
}

Result<std::vector<ModelStatus>> modelStatuses(const ProjectionContext &context,
                                               std::span<const ProjectionPtr> projections, const JobControl &job) {
    ES_ASSIGN(head, context.store.head(job));
    ES_ASSIGN(models, context.models.list(job));
    const Survey survey(context, head, std::move(models), job);
    std::vector<ModelStatus> statuses;
    for (const ProjectionPtr &projection : projections) {
        ES_ASSIGN(status, survey.statusOf(projection));
        statuses.push_back(std::move(status));
    }
    return statuses;
}

} // namespace eventscope
