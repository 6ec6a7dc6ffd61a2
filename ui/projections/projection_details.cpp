// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/projection_details.h"

#include "ui/projections/doctor_pane.h"
#include "ui/projections/drift_pane.h"
#include "ui/projections/letters_pane.h"
#include "ui/projections/progress_pane.h"
#include "ui/projections/rows_pane.h"
#include "ui/widgets/fitting_tabs.h"
#include "ui/widgets/format.h"
#include "ui/widgets/page_parent.h"
#include "ui/widgets/plain_text.h"

#include <QTabBar>

namespace eventscope::ui {

ProjectionDetails::ProjectionDetails(Session &session, const Theme &theme, QWidget *parent)
    : QTabWidget(parent),
      m_rows(new RowsPane(session, theme, pageParent(*this))),
      m_letters(new LettersPane(session, theme, pageParent(*this))),
      m_drift(new DriftPane(session, theme, pageParent(*this))),
      m_doctor(new DoctorPane(session, theme, pageParent(*this))),
      m_progress(new ProgressPane(theme, pageParent(*this))) {
    setDocumentMode(true);
    setAccessible(this, tr("About the chosen projection"));
    setAccessible(tabBar(), tr("About the chosen projection"));
    addTab(m_rows, tr("Rows"));
    addTab(m_letters, tr("Dead Letters"));
    addTab(m_drift, tr("Drift"));
    addTab(m_doctor, tr("Doctor"));
    addTab(m_progress, tr("Progress"));
    keepInSight(*this);
    connect(m_rows, &RowsPane::eventActivated, this, &ProjectionDetails::eventActivated);
    connect(m_letters, &LettersPane::eventActivated, this, &ProjectionDetails::eventActivated);
    connect(m_letters, &LettersPane::changed, this, &ProjectionDetails::changed);
}

void ProjectionDetails::showLine(const ProjectionLine *line, bool isRunning) {
    for (ProjectionPane *pane : {static_cast<ProjectionPane *>(m_rows), static_cast<ProjectionPane *>(m_letters),
                                 static_cast<ProjectionPane *>(m_drift), static_cast<ProjectionPane *>(m_doctor),
                                 static_cast<ProjectionPane *>(m_progress)})
        pane->showLine(line);
    m_letters->setRunning(isRunning);
    const std::uint64_t open = line && line->status.live ? line->status.live->openLetters : 0;
    const QString text = open == 0 ? tr("Dead Letters") : tr("Dead Letters (%1)").arg(formatCount(open));
    if (tabText(indexOf(m_letters)) == text) return;
    setTabText(indexOf(m_letters), text);
    setTabToolTip(indexOf(m_letters), plainToolTip(text));
}

void ProjectionDetails::findDrift() {
    setCurrentWidget(m_drift);
    m_drift->find();
}

void ProjectionDetails::examine() {
    setCurrentWidget(m_doctor);
    m_doctor->examine();
}

} // namespace eventscope::ui
