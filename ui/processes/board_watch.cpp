// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/processes/board_watch.h"

#include "ui/session/projection_runs.h"

#include <algorithm>

namespace eventscope::ui {

namespace {

/// In each column: more than a person reads, few enough to be painted at once.
constexpr std::size_t kInstancesMax = 500;
constexpr int kRestFactor = 9;
constexpr qint64 kRestMinMs = 500;

} // namespace

BoardWatch::BoardWatch(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_asking(session.workers()), m_askingAtRest(session.workers()) {
    m_wanted.instancesMax = kInstancesMax;
    m_clock.start();
    m_resting.setSingleShot(true);
    connect(&m_resting, &QTimer::timeout, this, &BoardWatch::refresh);
    connect(&session.cursor(), &Cursor::changed, this, &BoardWatch::refresh);
    connect(&session.runs(), &ProjectionRuns::committed, this, &BoardWatch::handleCommit);
}

void BoardWatch::setWatching(bool isWatching) {
    if (m_isWatching == isWatching) return;
    m_isWatching = isWatching;
    refresh();
}

void BoardWatch::setProcess(const ProjectionPtr &process) {
    if (m_wanted.process == process) return;
    m_wanted.process = process;
    m_overview.reset();
    m_problem.reset();
    m_atRest.reset();
    m_asking.drop();
    m_askingAtRest.drop();
    Q_EMIT changed();
    refresh();
}

void BoardWatch::setFilter(ProcessFilter filter) {
    m_wanted.filter = filter;
    refresh();
}

void BoardWatch::refresh() {
    if (!m_isWatching || !m_wanted.process) return;
    m_resting.stop();
    m_wanted.until = m_session.cursor().until();
    m_askedAtMs = m_clock.elapsed();
    auto ask = [wanted = m_wanted](const ProjectionContext &context, const JobControl &job) {
        return processOverview(context, wanted, job);
    };
    m_asking.startListed(tr("Looking at the process %1").arg(QString::fromStdString(m_wanted.process->info().name)),
                         m_session.projections()->call(std::move(ask)),
                         [this](Result<ProcessOverview> overview) { handle(std::move(overview)); });
    if (m_session.isMasked())
        m_askingAtRest.start(m_session.projections()->atRest(),
                             [this](const Result<std::vector<ModelStatus>> &statuses) { handleAtRest(statuses); });
}

void BoardWatch::handle(Result<ProcessOverview> overview) {
    const qint64 took = m_clock.elapsed() - m_askedAtMs;
    m_restUntilMs = m_clock.elapsed() + std::max(kRestMinMs, kRestFactor * took);
    m_problem.reset();
    if (overview)
        m_overview = *std::move(overview);
    else
        m_problem = std::move(overview).error();
    Q_EMIT changed();
}

/// Where it cannot be read nothing is known of it.
void BoardWatch::handleAtRest(const Result<std::vector<ModelStatus>> &statuses) {
    m_atRest.reset();
    const auto isOurs = [this](const ModelStatus &status) { return status.projection == m_wanted.process; };
    if (statuses)
        if (const auto found = std::ranges::find_if(*statuses, isOurs); found != statuses->end() && found->live)
            m_atRest = *found;
    Q_EMIT changed();
}

void BoardWatch::handleCommit(const ModelInfo &model) {
    const bool isOurs = m_wanted.process && model.schema.name == m_wanted.process->info().name;
    if (!isOurs || model.role != ModelRole::Live || !m_session.cursor().isLive() || m_resting.isActive()) return;
    m_resting.start(static_cast<int>(std::max<qint64>(0, m_restUntilMs - m_clock.elapsed())));
}

} // namespace eventscope::ui
