// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/projection_details.h"

#include "ui/projections/doctor_pane.h"
#include "ui/projections/drift_pane.h"
#include "ui/projections/error_log.h"
#include "ui/projections/letters_pane.h"
#include "ui/projections/progress_pane.h"
#include "ui/projections/rows_pane.h"
#include "ui/projections/steps_pane.h"
#include "ui/widgets/fitting_tabs.h"
#include "ui/widgets/format.h"
#include "ui/widgets/page_parent.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QTabBar>

#include <initializer_list>

namespace eventscope::ui {

ProjectionDetails::ProjectionDetails(Session &session, const Theme &theme, QWidget *parent)
    : QTabWidget(parent),
      m_session(session),
      m_rows(new RowsPane(session, theme, pageParent(*this))),
      m_steps(new StepsPane(session, theme, pageParent(*this))),
      m_letters(new LettersPane(session, theme, pageParent(*this))),
      m_drift(new DriftPane(session, theme, pageParent(*this))),
      m_doctor(new DoctorPane(session, theme, pageParent(*this))),
      m_progress(new ProgressPane(session, theme, pageParent(*this))),
      m_mending(session.workers()) {
    setDocumentMode(true);
    setAccessible(this, tr("About the chosen projection"));
    setAccessible(tabBar(), tr("About the chosen projection"));
    addTab(m_rows, tr("Rows"));
    addTab(m_steps, tr("Steps"));
    addTab(m_letters, tr("Dead Letters"));
    addTab(m_drift, tr("Drift"));
    addTab(m_doctor, tr("Doctor"));
    addTab(m_progress, tr("Progress"));
    keepInSight(*this);
    connect(m_rows, &RowsPane::eventActivated, this, &ProjectionDetails::eventActivated);
    connect(m_rows, &RowsPane::actRequested, this, &ProjectionDetails::act);
    connect(m_steps, &StepsPane::eventActivated, this, &ProjectionDetails::eventActivated);
    connect(m_drift, &DriftPane::actRequested, this, &ProjectionDetails::act);
    connect(m_progress->errors(), &ErrorLog::eventActivated, this, &ProjectionDetails::eventActivated);
    connect(m_letters, &LettersPane::eventActivated, this, &ProjectionDetails::eventActivated);
    connect(m_letters, &LettersPane::changed, m_rows, &RowsPane::refresh);
    connect(m_letters, &LettersPane::changed, this, &ProjectionDetails::changed);
}

void ProjectionDetails::showLine(const ProjectionLine *line, bool isRunning) {
    m_projection = line ? line->status.projection : nullptr;
    for (ProjectionPane *pane :
         std::initializer_list<ProjectionPane *>{m_rows, m_steps, m_letters, m_drift, m_doctor, m_progress})
        pane->showLine(line);
    m_isRunning = isRunning;
    m_letters->setRunning(isRunning);
    const std::uint64_t open = line && line->status.live ? line->status.live->openLetters : 0;
    const QString text = open == 0 ? tr("Dead Letters") : tr("Dead Letters (%1)").arg(formatCount(open));
    if (tabText(indexOf(m_letters)) == text) return;
    setTabText(indexOf(m_letters), text);
    setTabToolTip(indexOf(m_letters), plainToolTip(text));
}

void ProjectionDetails::act(RowAct act, const std::string &key) {
    switch (act) {
    case RowAct::ShowSteps:
        m_steps->setKey(key);
        return setCurrentWidget(m_steps);
    case RowAct::FindDrift:
        setCurrentWidget(m_drift);
        return m_drift->findAt(key);
    case RowAct::Rebuild:
        return rebuild(key);
    }
}

void ProjectionDetails::rebuild(const std::string &key) {
    if (!m_projection) return;
    if (m_isRunning)
        return Q_EMIT told(Role::Warning, tr("Stop %1 first: a row cannot be made anew while the rows are carried on")
                                              .arg(safeText(m_projection->info().name)));
    const QString shown = shortened(key);
    auto mend = [projection = m_projection, key](const ProjectionContext &context, const JobControl &job) {
        return rebuildKey(context, projection, key, job);
    };
    m_mending.startListed(
        tr("Rebuilding the row %1").arg(shown), m_session.projections()->call(std::move(mend)),
        [this, shown](const Result<MendedKey> &mended) {
            if (!mended) return Q_EMIT told(Role::Error, shortened(describe(mended.error()), kMessageCharacters));
            if (!mended->stillFailing.empty())
                Q_EMIT told(Role::Error, tr("The row %1 was made anew, without what still fails: %2")
                                             .arg(shown, shortened(mended->stillFailing.front(), kNameCharacters)));
            else
                Q_EMIT told(Role::Good, mended->changed
                                            ? tr("The row %1 was made anew, and is another one now").arg(shown)
                                            : tr("The row %1 was made anew, and is what it was").arg(shown));
            m_rows->refresh();
            Q_EMIT changed();
        });
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
