// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/projection_rebuilds.h"

#include "ui/session/store_privacy.h"
#include "ui/widgets/safe_text.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

constexpr CommitPace kPace{std::chrono::milliseconds(1000)};
/// Before, the speed says nothing.
constexpr qint64 kFirstGuessMs = 300;

/// Tells the jobs strip, as always, and the panel.
class Steps final : public Progress {
  public:
    Steps(Progress *listed, Latest<ProgressStep>::SenderPtr panel) : m_listed(listed), m_panel(std::move(panel)) {}
    void report(ProgressStep step) override {
        if (m_listed) m_listed->report(step);
        m_panel->put(step);
    }

  private:
    Progress *const m_listed;
    const Latest<ProgressStep>::SenderPtr m_panel;
};

} // namespace

bool Rebuild::isBusy() const {
    return phase == Phase::Planning || phase == Phase::Building || phase == Phase::Comparing ||
           phase == Phase::Swapping || phase == Phase::Dropping;
}

struct ProjectionRebuilds::Work {
    Work(Workers &workers, Latest<ProgressStep>::Receive receive)
        : steps(workers, std::move(receive)),
          planning(workers),
          building(workers),
          comparing(workers),
          dropping(workers) {}

    Rebuild shown;
    QElapsedTimer since;
    Latest<ProgressStep> steps;
    Job<RebuildEstimate> planning;
    Job<ModelInfo> building;
    Job<ModelDifferences> comparing;
    Job<void> dropping; // last: their end is asked for first
};

ProjectionRebuilds::ProjectionRebuilds(Session &session, QObject *parent) : QObject(parent), m_session(session) {}

ProjectionRebuilds::~ProjectionRebuilds() = default;

const Rebuild *ProjectionRebuilds::find(const std::string &name) const {
    const auto found = m_all.find(name);
    return found == m_all.end() ? nullptr : &found->second->shown;
}

ProjectionRebuilds::Work &ProjectionRebuilds::workOn(const ProjectionPtr &projection, Rebuild::Phase phase) {
    const std::string &name = projection->info().name;
    auto &work = m_all[name];
    if (!work) {
        work = std::make_unique<Work>(m_session.workers(), [this, name](ProgressStep step) {
            if (const auto at = m_all.find(name); at != m_all.end()) showStep(*at->second, step);
        });
    }
    work->shown.phase = phase;
    work->shown.problem.reset();
    return *work;
}

void ProjectionRebuilds::plan(const ProjectionPtr &projection) {
    Work &work = workOn(projection, Rebuild::Phase::Planning);
    work.shown.differences.reset();
    auto ask = [projection](const ProjectionContext &context, const JobControl &job) {
        return estimateRebuild(context, projection, job);
    };
    work.planning.start(m_session.projections()->call(std::move(ask)),
                        [this, &work](const Result<RebuildEstimate> &estimate) {
                            if (!estimate) return fail(work, estimate.error());
                            work.shown.estimate = *estimate;
                            work.shown.phase = Rebuild::Phase::Planned;
                            Q_EMIT changed();
                        });
    Q_EMIT changed();
}

void ProjectionRebuilds::start(const ProjectionPtr &projection) {
    Work &work = workOn(projection, Rebuild::Phase::Building);
    work.shown.part = work.shown.eventsASecond = 0;
    work.shown.timeLeft = {};
    work.shown.trend.clear();
    work.since.start();
    auto build = [projection, panel = work.steps.restart(), privacy = m_session.privacy(),
                  isMasked = m_session.isMasked()](const ProjectionContext &context,
                                                   const JobControl &job) -> Result<ModelInfo> {
        if (!isMasked) ES_TRY(privacy->checkVault(job));
        Steps steps(job.progress, panel);
        return buildShadow(context, projection, kPace, nullptr, {job.stop, &steps, job.workers});
    };
    work.building.startListed(tr("Rebuild of %1").arg(safeText(projection->info().name)),
                              m_session.projections()->call(std::move(build)),
                              [this, &work, projection](const Result<ModelInfo> &shadow) {
                                  work.steps.drop();
                                  if (shadow) return compare(projection);
                                  if (shadow.error().kind == ErrorKind::Cancelled) return plan(projection);
                                  fail(work, shadow.error());
                              });
    Q_EMIT changed();
}

void ProjectionRebuilds::showStep(Work &work, ProgressStep step) {
    if (step.total == 0 || !work.shown.estimate) return;
    const double events = static_cast<double>(work.shown.estimate->events);
    const double before = static_cast<double>(work.shown.estimate->alreadyTaken);
    const double done = static_cast<double>(step.done) / static_cast<double>(step.total);
    const double taken = std::max(0.0, events - before) * done;
    work.shown.part = events > 0 ? std::clamp((before + taken) / events, 0.0, 1.0) : done;
    const qint64 ms = work.since.elapsed();
    if (ms >= kFirstGuessMs && done > 0) {
        work.shown.eventsASecond = 1000 * taken / static_cast<double>(ms);
        work.shown.timeLeft =
            std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(ms) * (1 - done) / done));
    }
    const auto whole = static_cast<std::uint64_t>(before + taken);
    work.shown.trend.push_back({ms, whole, work.shown.estimate->events,
                                work.shown.estimate->events - std::min(whole, work.shown.estimate->events), whole});
    Q_EMIT progressed();
}

void ProjectionRebuilds::compare(const ProjectionPtr &projection) {
    Work &work = workOn(projection, Rebuild::Phase::Comparing);
    work.shown.part = 1;
    auto ask = [name = projection->info().name](const ProjectionContext &context,
                                                const JobControl &job) -> Result<ModelDifferences> {
        ES_ASSIGN(shadow, context.models.find(name, ModelRole::Shadow, job));
        ES_ASSIGN(live, context.models.find(name, ModelRole::Live, job));
        ModelDifferences all;
        if (!shadow) return all;
        if (!live) {
            ES_ASSIGN(rows, context.models.count(*shadow, job));
            all.missing = rows;
            return all;
        }
        const Position until = std::min(shadow->checkpoint.position, live->checkpoint.position);
        return compareModels(pagesOf(context.models, *shadow, job), pagesOf(context.models, *live, job), until, 0, job);
    };
    work.comparing.startListed(tr("Comparison of %1").arg(safeText(projection->info().name)),
                               m_session.projections()->call(std::move(ask)),
                               [this, &work](const Result<ModelDifferences> &differences) {
                                   if (!differences) return fail(work, differences.error());
                                   work.shown.differences = *differences;
                                   work.shown.phase = Rebuild::Phase::Built;
                                   Q_EMIT changed();
                               });
    Q_EMIT changed();
}

void ProjectionRebuilds::stop(const std::string &name) {
    if (const auto at = m_all.find(name); at != m_all.end()) at->second->building.cancel();
}

void ProjectionRebuilds::swap(const ProjectionPtr &projection, bool keepOld) {
    Work &work = workOn(projection, Rebuild::Phase::Swapping);
    auto serve = [projection, keepOld](const ProjectionContext &context, const JobControl &job) {
        return serveShadow(context, projection, keepOld, kPace, nullptr, job);
    };
    work.building.startListed(tr("Swap of %1").arg(safeText(projection->info().name)),
                              m_session.projections()->call(std::move(serve)),
                              [this, &work](const Result<ModelInfo> &live) {
                                  if (!live) return fail(work, live.error());
                                  work.shown.phase = Rebuild::Phase::Swapped;
                                  Q_EMIT changed();
                              });
    Q_EMIT changed();
}

void ProjectionRebuilds::giveUp(const ProjectionPtr &projection) {
    Work &work = workOn(projection, Rebuild::Phase::Dropping);
    auto drop = [name = projection->info().name](const ProjectionContext &context, const JobControl &job) {
        return dropShadow(context.models, name, job);
    };
    work.dropping.start(m_session.projections()->call(std::move(drop)),
                        [this, &work, name = projection->info().name](const Result<void> &dropped) {
                            if (!dropped) return fail(work, dropped.error());
                            work.shown.phase = Rebuild::Phase::Planned;
                            close(name);
                        });
    Q_EMIT changed();
}

void ProjectionRebuilds::close(const std::string &name) {
    const auto at = m_all.find(name);
    if (at == m_all.end()) return;
    const auto closed = std::move(at->second);
    m_all.erase(at);
    Q_EMIT changed();
}

void ProjectionRebuilds::fail(Work &work, const Error &why) {
    work.shown.phase = Rebuild::Phase::Failed;
    work.shown.problem = why;
    Q_EMIT changed();
}

} // namespace eventscope::ui
