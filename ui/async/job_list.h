// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job_control.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace eventscope::ui {

/// A job that people see in the jobs strip.
struct JobEntry {
    quint64 id = 0;
    QString name;
    ProgressStep progress;
    QElapsedTimer running;
    std::function<void()> cancel;
};

/// How long a job that has come so far in that time may still take, by the pace so far; nothing before there is one.
[[nodiscard]] std::optional<qint64> msLeft(ProgressStep progress, qint64 runningMs);

/// The named jobs under way, oldest first. GUI thread.
class JobList final : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    [[nodiscard]] const std::vector<JobEntry> &entries() const { return m_entries; }
    [[nodiscard]] quint64 add(QString name, std::function<void()> cancel);
    /// Unknown ids are ignored: a job may have ended meanwhile. So in all calls below.
    void setProgress(quint64 id, ProgressStep progress);
    void remove(quint64 id);
    void cancel(quint64 id);

  Q_SIGNALS:
    void changed();

  private:
    [[nodiscard]] std::vector<JobEntry>::iterator find(quint64 id);

    std::vector<JobEntry> m_entries;
    quint64 m_lastId = 0;
};

} // namespace eventscope::ui
