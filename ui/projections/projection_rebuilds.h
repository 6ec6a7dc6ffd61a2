// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/model_difference.h"
#include "core/projection/rebuild.h"
#include "ui/projections/trend_point.h"
#include "ui/session/session.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope::ui {

/// How far making the rows of a projection anew has come.
struct Rebuild {
    enum class Phase : std::uint8_t {
        Planning, ///< the dry run
        Planned,
        Building,
        Comparing, ///< the shadow has all events
        Built,
        Swapping,
        Swapped,
        Dropping,
        Failed,
    };
    Phase phase = Phase::Planning;
    std::optional<RebuildEstimate> estimate;
    std::optional<ModelDifferences> differences; ///< of the shadow from the rows served; nothing: none are served
    std::optional<Error> problem;
    double part = 0;          ///< that is done, of 1
    double eventsASecond = 0; ///< while it builds
    Duration timeLeft{};      ///< while it builds, as far as it can be told
    /// Since it was started: position and head are events, taken so far and in all.
    std::vector<TrendPoint> trend = {};
    [[nodiscard]] bool isBusy() const;
    /// There is nothing left to do but to begin anew.
    [[nodiscard]] bool isOver() const { return phase == Phase::Swapped || phase == Phase::Failed; }
};

/// Makes rows of projections anew in tables beside those served, one rebuild for each projection at a time; they go on
/// whatever page is in front, until the session ends. GUI thread.
class ProjectionRebuilds final : public QObject {
    Q_OBJECT

  public:
    explicit ProjectionRebuilds(Session &session, QObject *parent = nullptr);
    ~ProjectionRebuilds() override;

    /// Null: none was planned.
    [[nodiscard]] const Rebuild *find(const std::string &name) const;
    /// Works out what it would cost; writes nothing.
    void plan(const ProjectionPtr &projection);
    /// Builds, or goes on with what was stopped; then compares.
    void start(const ProjectionPtr &projection);
    /// What is built stays, to go on later.
    void stop(const std::string &name);
    /// Serves the new rows; the old ones go, or are kept beside them.
    void swap(const ProjectionPtr &projection, bool keepOld);
    /// Takes the new rows away.
    void giveUp(const ProjectionPtr &projection);
    /// Forgets a rebuild on which nothing is at work.
    void close(const std::string &name);

  Q_SIGNALS:
    /// One came to another phase, is new, or is gone.
    void changed();
    /// One came along.
    void progressed();

  private:
    struct Work;
    Work &workOn(const ProjectionPtr &projection, Rebuild::Phase phase);
    void compare(const ProjectionPtr &projection);
    void fail(Work &work, const Error &why);
    void showStep(Work &work, ProgressStep step);

    Session &m_session;
    std::map<std::string, std::unique_ptr<Work>> m_all;
};

} // namespace eventscope::ui
