// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job_list.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace eventscope::ui {

/// The job that has run longest, with its progress and a way to cancel it, and how many more there are.
class JobsStrip final : public QWidget {
    Q_OBJECT

  public:
    explicit JobsStrip(JobList &jobs, QWidget *parent = nullptr);

  private:
    void showJobs();

    JobList &m_jobs;
    QLabel *m_name;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
};

} // namespace eventscope::ui
