// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/jobs_strip.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

namespace eventscope::ui {

namespace {
constexpr int kParts = 1000; // a bar counts in int, jobs do not
} // namespace

JobsStrip::JobsStrip(JobList &jobs, QWidget *parent)
    : QWidget(parent),
      m_jobs(jobs),
      m_name(new ElidedLabel(this)),
      m_progress(new QProgressBar(this)),
      m_cancel(new QToolButton(this)) {
    const Metrics metrics(font());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics.steps(2));
    row->addWidget(m_name);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    m_progress->setFixedSize(metrics.steps(30), metrics.steps(3));
    m_progress->setTextVisible(false);
    m_cancel->setIcon(icon(QLatin1String("close")));
    m_cancel->setAutoRaise(true);
    m_cancel->setToolTip(tr("Cancel"));
    setAccessible(m_progress, tr("Progress"));
    setAccessible(m_cancel, tr("Cancel"));
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (!m_jobs.entries().empty()) m_jobs.cancel(m_jobs.entries().front().id);
    });
    connect(&jobs, &JobList::changed, this, &JobsStrip::showJobs);
    showJobs();
}

void JobsStrip::showJobs() {
    const auto &jobs = m_jobs.entries();
    setVisible(!jobs.empty());
    if (jobs.empty()) return;
    const JobEntry &first = jobs.front();
    const int more = static_cast<int>(jobs.size()) - 1;
    QString name = more > 0 ? tr("%1 and %Ln more", nullptr, more).arg(first.name) : first.name;
    if (const auto left = msLeft(first.progress, first.running.elapsed()))
        name = tr("%1, %2 left", "a job and a time").arg(name, formatAge(std::chrono::milliseconds(*left)));
    m_name->setText(name);
    const auto [done, total] = first.progress;
    m_progress->setRange(0, total > 0 ? kParts : 0);
    if (total > 0) m_progress->setValue(static_cast<int>(std::min(1.0, double(done) / double(total)) * kParts));
}

} // namespace eventscope::ui
