// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/mend_key.h"
#include "ui/projections/projection_watch.h"
#include "ui/projections/row_acts.h"
#include "ui/theme/theme.h"

#include <QTabWidget>

namespace eventscope::ui {

class DoctorPane;
class DriftPane;
class LettersPane;
class ProgressPane;
class RowsPane;
class StepsPane;

/// All about the projection that is chosen, a tab each. GUI thread.
class ProjectionDetails final : public QTabWidget {
    Q_OBJECT

  public:
    /// Both outlive it.
    ProjectionDetails(Session &session, const Theme &theme, QWidget *parent = nullptr);

    /// Null: none. `isRunning`: we carry it on ourselves.
    void showLine(const ProjectionLine *line, bool isRunning);
    void findDrift();
    void examine();
    [[nodiscard]] RowsPane *rows() const { return m_rows; }
    [[nodiscard]] StepsPane *steps() const { return m_steps; }
    [[nodiscard]] LettersPane *letters() const { return m_letters; }
    [[nodiscard]] DriftPane *drift() const { return m_drift; }
    [[nodiscard]] DoctorPane *doctor() const { return m_doctor; }
    [[nodiscard]] ProgressPane *progress() const { return m_progress; }

  Q_SIGNALS:
    void eventActivated(eventscope::Position position);
    /// Rows or letters were changed.
    void changed();
    /// What came of making a row anew.
    void told(eventscope::ui::Role role, const QString &text);

  private:
    void act(RowAct act, const std::string &key);
    void rebuild(const std::string &key);

    Session &m_session;
    ProjectionPtr m_projection;
    bool m_isRunning = false;
    RowsPane *m_rows;
    StepsPane *m_steps;
    LettersPane *m_letters;
    DriftPane *m_drift;
    DoctorPane *m_doctor;
    ProgressPane *m_progress;
    Job<MendedKey> m_mending; // last: its end is asked for first
};

} // namespace eventscope::ui
