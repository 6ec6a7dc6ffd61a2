// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/process/process_board.h"
#include "core/projection/model_status.h"
#include "ui/session/session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace eventscope::ui {

/// The board of one process manager as of the cursor, asked for again when the cursor moves and, while somebody looks
/// at it, when our own runs commit. Where an answer takes long it rests for nine times as long. GUI thread.
class BoardWatch final : public QObject {
    Q_OBJECT

  public:
    explicit BoardWatch(Session &session, QObject *parent = nullptr);

    /// Nobody looks any more, or somebody does: then it asks at once.
    void setWatching(bool isWatching);
    /// Null: none.
    void setProcess(const ProjectionPtr &process);
    void setFilter(ProcessFilter filter);
    void refresh();

    [[nodiscard]] const ProjectionPtr &process() const { return m_wanted.process; }
    /// Nothing: not answered yet, since the process was chosen.
    [[nodiscard]] const std::optional<ProcessOverview> &overview() const { return m_overview; }
    /// Of a masked store the table that is not shown (see StoreProjections::atRest()); nothing: none, or not known yet.
    [[nodiscard]] const std::optional<ModelStatus> &atRest() const { return m_atRest; }
    /// Why the last question had no answer.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    /// What is shown is what was asked for last.
    [[nodiscard]] bool isUpToDate() const { return !m_asking.isRunning(); }

  Q_SIGNALS:
    void changed();

  private:
    void handle(Result<ProcessOverview> overview);
    void handleAtRest(const Result<std::vector<ModelStatus>> &statuses);
    void handleCommit(const ModelInfo &model);

    Session &m_session;
    OverviewWanted m_wanted;
    std::optional<ProcessOverview> m_overview;
    std::optional<Error> m_problem;
    std::optional<ModelStatus> m_atRest;
    bool m_isWatching = false;
    QElapsedTimer m_clock;
    qint64 m_askedAtMs = 0, m_restUntilMs = 0; ///< of m_clock
    QTimer m_resting;
    Job<ProcessOverview> m_asking; // last two: their end is asked for first
    Job<std::vector<ModelStatus>> m_askingAtRest;
};

} // namespace eventscope::ui
