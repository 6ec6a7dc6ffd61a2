// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/projection_runs.h"

#include "ui/session/store_privacy.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <utility>

namespace eventscope::ui {

namespace {

constexpr std::chrono::milliseconds kCommitInterval{500};

using Committed = std::map<std::string, ModelInfo>;

/// Hands what is committed to the window, the latest of each.
class CommitReporter final : public RunListener {
  public:
    explicit CommitReporter(Latest<Committed>::SenderPtr sender) : m_sender(std::move(sender)) {}
    void committed(const ModelInfo &model) override {
        const std::lock_guard lock(m_mutex);
        m_models.insert_or_assign(model.schema.name, model);
        m_sender->put(m_models);
    }

  private:
    const Latest<Committed>::SenderPtr m_sender;
    std::mutex m_mutex;
    Committed m_models; // guarded by m_mutex
};

std::string nameOf(const ProjectionPtr &projection) { return projection->info().name; }

} // namespace

struct ProjectionRuns::Pass {
    Pass(Workers &workers, std::vector<ProjectionPtr> chosen, Latest<Committed>::Receive receive)
        : projections(std::move(chosen)), commits(workers, std::move(receive)), job(workers) {}

    [[nodiscard]] bool has(const std::string &name) const {
        return std::ranges::any_of(projections, [&](const ProjectionPtr &each) { return nameOf(each) == name; });
    }

    const std::vector<ProjectionPtr> projections;
    std::set<std::string> stopped; ///< those that shall not go on when it has ended
    Latest<Committed> commits;
    Job<std::vector<RunOutcome>> job; // last: its end is asked for first
};

ProjectionRuns::ProjectionRuns(Session &session, QObject *parent) : QObject(parent), m_session(session) {}

ProjectionRuns::~ProjectionRuns() = default;

bool ProjectionRuns::isRunning(const std::string &name) const {
    return std::ranges::any_of(m_passes, [&](const auto &pass) { return pass->has(name); });
}

void ProjectionRuns::run(const std::vector<ProjectionPtr> &projections) {
    std::vector<ProjectionPtr> chosen;
    for (const ProjectionPtr &each : projections)
        if (!isRunning(nameOf(each))) chosen.push_back(each);
    if (!chosen.empty()) start(std::move(chosen));
}

void ProjectionRuns::runMasked() {
    if (!m_session.isMasked() || m_hasRunMasked) return;
    m_hasRunMasked = true;
    run(m_session.projections()->all());
}

void ProjectionRuns::start(std::vector<ProjectionPtr> projections) {
    m_passes.push_back(
        std::make_unique<Pass>(m_session.workers(), std::move(projections), [this](const Committed &models) {
            for (const auto &[name, model] : models)
                Q_EMIT committed(model);
        }));
    Pass *pass = m_passes.back().get();
    RunOptions options;
    options.follow = m_session.info().has(Capability::Follow);
    options.pace.interval = kCommitInterval;
    auto run = [targets = pass->projections, options, commits = pass->commits.restart(), privacy = m_session.privacy(),
                isMasked = m_session.isMasked()](const ProjectionContext &context,
                                                 const JobControl &job) -> Result<std::vector<RunOutcome>> {
        if (!isMasked) ES_TRY(privacy->checkVault(job));
        std::vector<ModelTarget> models;
        for (const ProjectionPtr &each : targets)
            models.push_back({each, ModelRole::Live});
        CommitReporter reporter(commits);
        return carryOn(context, models, options, &reporter, job);
    };
    pass->job.start(m_session.projections()->call(std::move(run)),
                    [this, pass](const Result<std::vector<RunOutcome>> &outcomes) { handleEnd(pass, outcomes); });
    Q_EMIT changed();
}

void ProjectionRuns::stop(const std::string &name) {
    for (const auto &pass : m_passes) {
        if (!pass->has(name)) continue;
        pass->stopped.insert(name);
        pass->job.cancel();
    }
}

void ProjectionRuns::handleEnd(const Pass *pass, const Result<std::vector<RunOutcome>> &outcomes) {
    const auto at = std::ranges::find(m_passes, pass, &std::unique_ptr<Pass>::get);
    const std::unique_ptr<Pass> ended = std::move(*at);
    m_passes.erase(at);
    std::vector<ProjectionPtr> others;
    for (const ProjectionPtr &each : ended->projections)
        if (!ended->stopped.empty() && !ended->stopped.contains(nameOf(each))) others.push_back(each);
    if (!outcomes && outcomes.error().kind != ErrorKind::Cancelled) {
        for (const ProjectionPtr &each : ended->projections)
            Q_EMIT failed(QString::fromStdString(nameOf(each)), outcomes.error());
        others.clear();
    }
    if (outcomes) {
        for (const RunOutcome &outcome : *outcomes) {
            if (outcome.model) {
                Q_EMIT committed(*outcome.model);
                continue;
            }
            Q_EMIT failed(QString::fromStdString(outcome.name), outcome.model.error());
            std::erase_if(others, [&](const ProjectionPtr &each) { return nameOf(each) == outcome.name; });
        }
    }
    if (!others.empty()) start(std::move(others));
    Q_EMIT changed();
}

} // namespace eventscope::ui
