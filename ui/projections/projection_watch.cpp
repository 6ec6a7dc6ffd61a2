// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/projection_watch.h"

#include "core/projection/runner.h"

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

constexpr int kAskIntervalMs = 2000;
constexpr int kRestFactor = 9;
/// So far back the rate of now looks.
constexpr qint64 kRateMs = 5000;

bool isSame(const ModelInfo &a, const ModelInfo &b) {
    return a.generation == b.generation && a.checkpoint == b.checkpoint;
}

double rateOf(const std::vector<TrendPoint> &trend) {
    const TrendPoint &last = trend.back();
    const auto first =
        std::ranges::find_if(trend, [&](const TrendPoint &point) { return point.atMs >= last.atMs - kRateMs; });
    if (first->atMs >= last.atMs || last.events <= first->events) return 0;
    return 1000.0 * static_cast<double>(last.events - first->events) / static_cast<double>(last.atMs - first->atMs);
}

} // namespace

ProjectionWatch::ProjectionWatch(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_asking(session.workers()), m_askingAtRest(session.workers()) {
    m_timer.setInterval(kAskIntervalMs);
    m_clock.start();
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_asking.isRunning() && m_clock.elapsed() >= m_restUntilMs) refresh();
    });
}

void ProjectionWatch::setWatching(bool isWatching) {
    if (isWatching == m_timer.isActive()) return;
    if (!isWatching) return m_timer.stop();
    m_timer.start();
    refresh();
}

void ProjectionWatch::refresh() {
    const auto &projections = m_session.projections();
    if (projections->all().empty()) {
        m_isLoaded = true;
        return Q_EMIT changed();
    }
    auto ask = [all = projections->all(), known = m_rows](const ProjectionContext &context,
                                                          const JobControl &job) -> Result<Sight> {
        Sight sight;
        ES_ASSIGN(statuses, modelStatuses(context, all, job));
        for (const ModelStatus &status : statuses) {
            if (!status.live) continue;
            const std::string &name = status.live->schema.name;
            const auto counted = known.find(name);
            if (counted != known.end() && isSame(counted->second.model, *status.live)) {
                sight.rows[name] = counted->second;
                continue;
            }
            auto rows = context.models.count(*status.live, job);
            if (rows) sight.rows[name] = {*status.live, *rows};
            // A rebuild may just have taken the table away.
            if (!rows && rows.error().kind != ErrorKind::NotFound) return fail(std::move(rows).error());
        }
        sight.statuses = std::move(statuses);
        return sight;
    };
    m_askedAtMs = m_clock.elapsed();
    m_asking.start(projections->call(std::move(ask)), [this](Result<Sight> sight) { handle(std::move(sight)); });
    if (m_session.isMasked())
        m_askingAtRest.start(projections->atRest(),
                             [this](Result<std::vector<ModelStatus>> statuses) { handleAtRest(std::move(statuses)); });
}

void ProjectionWatch::handle(Result<Sight> sight) {
    m_isLoaded = true;
    m_restUntilMs = m_clock.elapsed() + kRestFactor * (m_clock.elapsed() - m_askedAtMs);
    m_problem.reset();
    if (!sight) {
        m_problem = std::move(sight).error();
        return Q_EMIT changed();
    }
    m_rows = std::move(sight->rows);
    std::vector<ProjectionLine> lines;
    for (ModelStatus &status : sight->statuses) {
        ProjectionLine line;
        line.status = std::move(status);
        if (ProjectionLine *known = find(line.name())) {
            line.trend = std::move(known->trend);
            line.problem = std::move(known->problem);
        }
        const auto rows = m_rows.find(line.name());
        line.rows = rows == m_rows.end() ? std::nullopt : std::optional(rows->second.rows);
        if (line.status.state == ModelState::UpToDate) line.problem.reset();
        add(line);
        addAtRest(line);
        lines.push_back(std::move(line));
    }
    m_lines = std::move(lines);
    sort();
    Q_EMIT changed();
}

/// Where they cannot be read nothing is known of them.
void ProjectionWatch::handleAtRest(Result<std::vector<ModelStatus>> statuses) {
    m_atRest.clear();
    if (statuses) m_atRest = *std::move(statuses);
    for (ProjectionLine &line : m_lines)
        addAtRest(line);
    Q_EMIT changed();
}

void ProjectionWatch::addAtRest(ProjectionLine &line) const {
    line.atRest.reset();
    for (const ModelStatus &status : m_atRest)
        if (status.projection->info().name == line.name()) line.atRest = status;
}

void ProjectionWatch::noteCommitted(const ModelInfo &model) {
    ProjectionLine *line = find(model.schema.name);
    if (!line || model.role != ModelRole::Live) return;
    ModelStatus &status = line->status;
    const bool isSameTable = status.live && status.live->generation == model.generation;
    const std::uint64_t before = isSameTable ? status.live->checkpoint.events : 0;
    if (isSameTable && model.checkpoint.position < status.live->checkpoint.position) return;
    const std::uint64_t taken = model.checkpoint.events - std::min(before, model.checkpoint.events);
    status.lagEvents -= std::min(status.lagEvents, taken);
    status.live = model;
    if (status.state != ModelState::Paused) status.state = ModelState::Running;
    line->problem.reset();
    if (before == 0) line->rows.reset(); // counted in an empty table, or in another one
    if (model.checkpoint.position >= status.head.settled) {
        status.lagEvents = 0;
        status.lag = {};
    }
    add(*line);
    Q_EMIT changed();
}

void ProjectionWatch::setProblemOf(const std::string &name, std::optional<Error> problem) {
    ProjectionLine *line = find(name);
    if (!line) return;
    line->problem = std::move(problem);
    Q_EMIT changed();
}

void ProjectionWatch::add(ProjectionLine &line) {
    TrendPoint point;
    point.atMs = m_clock.elapsed();
    point.position = distance(kBeforeAll, line.status.position());
    point.head = distance(kBeforeAll, std::max(line.status.head.settled, line.status.position()));
    point.lagEvents = line.status.lagEvents;
    point.events = line.status.live ? line.status.live->checkpoint.events : 0;
    line.trend.push_back(point);
    const qint64 begin = point.atMs - qint64{kTrendMinutes} * 60'000;
    const auto kept = std::ranges::find_if(line.trend, [&](const TrendPoint &each) { return each.atMs >= begin; });
    line.trend.erase(line.trend.begin(), kept);
    line.rate = rateOf(line.trend);
}

void ProjectionWatch::sort() {
    std::ranges::stable_sort(m_lines, [](const ProjectionLine &a, const ProjectionLine &b) {
        if (a.status.lagEvents != b.status.lagEvents) return a.status.lagEvents > b.status.lagEvents;
        return a.name() < b.name();
    });
}

const ProjectionLine *ProjectionWatch::line(const std::string &name) const {
    const auto found = std::ranges::find_if(m_lines, [&](const ProjectionLine &line) { return line.name() == name; });
    return found == m_lines.end() ? nullptr : &*found;
}

ProjectionLine *ProjectionWatch::find(const std::string &name) { return const_cast<ProjectionLine *>(line(name)); }

} // namespace eventscope::ui
