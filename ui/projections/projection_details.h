// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/projection_watch.h"

#include <QTabWidget>

namespace eventscope::ui {

class DoctorPane;
class DriftPane;
class LettersPane;
class ProgressPane;
class RowsPane;
class Theme;

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
    [[nodiscard]] LettersPane *letters() const { return m_letters; }
    [[nodiscard]] DriftPane *drift() const { return m_drift; }
    [[nodiscard]] DoctorPane *doctor() const { return m_doctor; }
    [[nodiscard]] ProgressPane *progress() const { return m_progress; }

  Q_SIGNALS:
    void eventActivated(eventscope::Position position);
    /// Rows or letters were changed.
    void changed();

  private:
    RowsPane *m_rows;
    LettersPane *m_letters;
    DriftPane *m_drift;
    DoctorPane *m_doctor;
    ProgressPane *m_progress;
};

} // namespace eventscope::ui
