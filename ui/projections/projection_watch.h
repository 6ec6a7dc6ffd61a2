// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/model_status.h"
#include "ui/projections/trend_point.h"
#include "ui/session/session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace eventscope::ui {

/// A projection as it stands, and where it came from.
struct ProjectionLine {
    ModelStatus status;
    std::optional<std::uint64_t> rows; ///< as the last look counted them; nothing: not known
    std::vector<TrendPoint> trend;     ///< of the last kTrendMinutes, oldest first
    double rate = 0;                   ///< events a second by now
    /// Of a masked store the table that is not shown (see StoreProjections::atRest()); nothing: none, or not known yet.
    std::optional<ModelStatus> atRest = {};
    std::optional<Error> problem; ///< why it could not be carried on here last
    [[nodiscard]] const std::string &name() const { return status.projection->info().name; }
};

inline constexpr int kTrendMinutes = 15;

/// Looks at all projections of a store every two seconds while somebody looks at it, and at once for what our own runs
/// commit. Where a look takes long, since one lags by many events, it rests for nine times as long. GUI thread.
class ProjectionWatch final : public QObject {
    Q_OBJECT

  public:
    explicit ProjectionWatch(Session &session, QObject *parent = nullptr);

    /// Nobody looks any more, or somebody does: then it asks at once.
    void setWatching(bool isWatching);
    void refresh();
    /// The one that is most behind first; empty before the first answer, and where no projection is known.
    [[nodiscard]] const std::vector<ProjectionLine> &lines() const { return m_lines; }
    /// Null: none of that name.
    [[nodiscard]] const ProjectionLine *line(const std::string &name) const;
    /// An answer has come.
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    /// Why the last question had no answer.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }

    /// One of our own runs has committed this.
    void noteCommitted(const ModelInfo &model);
    void setProblemOf(const std::string &name, std::optional<Error> problem);

  Q_SIGNALS:
    void changed();

  private:
    struct Counted {
        ModelInfo model;
        std::uint64_t rows = 0;
    };
    using CountedRows = std::map<std::string, Counted>;
    struct Sight {
        std::vector<ModelStatus> statuses;
        CountedRows rows;
    };
    void handle(Result<Sight> sight);
    void handleAtRest(Result<std::vector<ModelStatus>> statuses);
    void addAtRest(ProjectionLine &line) const;
    void add(ProjectionLine &line);
    void sort();
    [[nodiscard]] ProjectionLine *find(const std::string &name);

    Session &m_session;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_askedAtMs = 0, m_restUntilMs = 0; ///< of m_clock
    std::vector<ProjectionLine> m_lines;
    CountedRows m_rows;
    bool m_isLoaded = false;
    std::optional<Error> m_problem;
    std::vector<ModelStatus> m_atRest;
    Job<Sight> m_asking; // last two: their end is asked for first
    Job<std::vector<ModelStatus>> m_askingAtRest;
};

} // namespace eventscope::ui
