// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/doctor_pane.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/evidence_list.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kEvidenceCharacters = 300;

QString textOf(const Diagnosis &found) {
    QString text = shortened(found.message, kMessageCharacters);
    for (const std::string &line : found.evidence)
        text += QStringLiteral("\n\u2022 ") + shortened(line, kEvidenceCharacters);
    if (!found.advice.empty())
        text += QLatin1Char('\n') + DoctorPane::tr("What to do: %1").arg(shortened(found.advice, kMessageCharacters));
    return text;
}

} // namespace

DoctorPane::DoctorPane(Session &session, const Theme &theme, QWidget *parent)
    : ProjectionPane(parent),
      m_session(session),
      m_title(new ElidedLabel(this)),
      m_list(nullptr),
      m_examining(session.workers()) {
    const Metrics metrics(font());
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    setAccessible(scroll, tr("Findings"));
    auto *content = new QWidget(scroll);
    m_list = new EvidenceList(theme, content);
    auto *inside = new QVBoxLayout(content);
    inside->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), metrics.steps(2));
    inside->addWidget(m_list);
    inside->addStretch(1);
    scroll->setWidget(content);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    head->addWidget(m_title, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(scroll, 1);
    showLine(nullptr);
}

QString DoctorPane::titleText() const { return m_title->text(); }

QStringList DoctorPane::findings() const { return m_list->lines(); }

/// What was found stays until it is about something else.
void DoctorPane::showLine(const ProjectionLine *line) {
    const ProjectionPtr projection = line ? line->status.projection : nullptr;
    if (projection == m_projection && projection) return;
    m_projection = projection;
    m_examining.drop();
    m_list->clear();
    m_title->setText(tr("Press Examine (Shift+F4) to find out why it does not go on, or is not what it seems"));
}

void DoctorPane::examine() {
    if (!m_projection) return;
    auto ask = [projection = m_projection](const ProjectionContext &context,
                                           const JobControl &job) -> Result<Findings> {
        ES_ASSIGN(statuses, modelStatuses(context, std::span(&projection, 1), job));
        return diagnose(context, statuses.front(), job);
    };
    m_title->setText(tr("Examining\u2026"));
    m_examining.startListed(tr("Examination of %1").arg(safeText(m_projection->info().name)),
                            m_session.projections()->call(std::move(ask)),
                            [this](const Result<Findings> &findings) { showFindings(findings); });
}

void DoctorPane::showFindings(const Result<Findings> &findings) {
    m_list->clear();
    if (!findings) return m_title->setText(shortened(describe(findings.error()), kMessageCharacters));
    for (const Diagnosis &found : *findings)
        m_list->addLine(found.isProblem ? Role::Warning : Role::Info, textOf(found));
    const auto problems = static_cast<int>(std::ranges::count(*findings, true, &Diagnosis::isProblem));
    m_title->setText(problems == 0 ? tr("Nothing is wrong") : tr("%Ln problem(s)", nullptr, problems));
}

} // namespace eventscope::ui
