// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/projection_bar.h"
#include "ui/session/session.h"

#include <QWidget>

#include <string>
#include <vector>

class QSplitter;
class QStackedWidget;

namespace eventscope::ui {

class Banner;
class EmptyState;
class ProjectionDetails;
class ProjectionRebuilds;
class ProjectionRuns;
class ProjectionTable;
class ProjectionWatch;
class RebuildPanel;
class Theme;
struct ProjectionLine;

/// The projections of a store: how far they are, carrying them on, and what they made. Their read models are opened
/// when it is first shown. GUI thread.
class ProjectionsPage final : public QWidget {
    Q_OBJECT

  public:
    /// Both outlive it.
    ProjectionsPage(Session &session, const Theme &theme, QWidget *parent = nullptr);
    ~ProjectionsPage() override;

    [[nodiscard]] ProjectionWatch &watch() const { return *m_watch; }
    [[nodiscard]] ProjectionRuns &runs() const { return *m_runs; }
    [[nodiscard]] ProjectionTable *table() const { return m_table; }
    [[nodiscard]] ProjectionBar *bar() const { return m_bar; }
    [[nodiscard]] ProjectionRebuilds &rebuilds() const { return *m_rebuilds; }
    [[nodiscard]] RebuildPanel *rebuildPanel() const { return m_rebuild; }
    [[nodiscard]] ProjectionDetails *details() const { return m_details; }

    /// Shows this one's details, as soon as it is known how far it is.
    void choose(const std::string &name);

  Q_SIGNALS:
    /// The user wants to see this event in the log.
    void eventActivated(eventscope::Position position);

  protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

  private:
    void layOut(const Theme &theme);
    void connectParts();
    void addKeys();
    void showState();
    void showPossible();
    void showCurrent();
    void act(ProjectionBar::Act act);
    void setPaused(bool isPaused);
    /// Null: nothing is chosen.
    [[nodiscard]] const ProjectionLine *current() const;
    [[nodiscard]] std::vector<const ProjectionLine *> chosen() const;

    Session &m_session;
    ProjectionWatch *m_watch;
    ProjectionRuns *m_runs;
    ProjectionRebuilds *m_rebuilds;
    ProjectionBar *m_bar;
    Banner *m_problem;
    Banner *m_told;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QSplitter *m_split;
    ProjectionTable *m_table;
    RebuildPanel *m_rebuild;
    ProjectionDetails *m_details;
    Job<void> m_pausing; // last: its end is asked for first
};

} // namespace eventscope::ui
