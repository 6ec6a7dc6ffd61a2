// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/runner.h"
#include "ui/session/session.h"

#include <QObject>

#include <memory>
#include <string>
#include <vector>

namespace eventscope::ui {

/// Carries projections of a store on, until they are stopped or the session ends. GUI thread.
class ProjectionRuns final : public QObject {
    Q_OBJECT

  public:
    explicit ProjectionRuns(Session &session, QObject *parent = nullptr);
    ~ProjectionRuns() override;

    /// Catches these up in one pass over the log, and goes on with what is appended where the store can be followed.
    /// Those that are under way already are left out.
    void run(const std::vector<ProjectionPtr> &projections);
    /// Where values are masked no rows are there to begin with (see maskedFor()): carries on all that is known, the
    /// first time this is asked. Elsewhere nothing.
    void runMasked();
    /// Ends the run of this one; others of the same pass go on.
    void stop(const std::string &name);
    /// It was asked for and has not ended yet.
    [[nodiscard]] bool isRunning(const std::string &name) const;

  Q_SIGNALS:
    void committed(const eventscope::ModelInfo &model);
    /// One could not be carried on, or no further.
    void failed(const QString &name, const eventscope::Error &why);
    /// A run has begun, or has ended.
    void changed();

  private:
    struct Pass;
    void start(std::vector<ProjectionPtr> projections);
    void handleEnd(const Pass *pass, const Result<std::vector<RunOutcome>> &outcomes);

    Session &m_session;
    bool m_hasRunMasked = false;
    std::vector<std::unique_ptr<Pass>> m_passes;
};

} // namespace eventscope::ui
