// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/async/job_list.h"

#include <algorithm>

namespace eventscope::ui {

namespace {
/// A pace that was measured for less says nothing yet.
constexpr qint64 kPaceMs = 1000;
} // namespace

std::optional<qint64> msLeft(ProgressStep progress, qint64 runningMs) {
    if (runningMs < kPaceMs || progress.done == 0 || progress.total < progress.done) return std::nullopt;
    return static_cast<qint64>(double(runningMs) * double(progress.total - progress.done) / double(progress.done));
}

quint64 JobList::add(QString name, std::function<void()> cancel) {
    JobEntry entry{++m_lastId, std::move(name), {}, {}, std::move(cancel)};
    entry.running.start();
    m_entries.push_back(std::move(entry));
    Q_EMIT changed();
    return m_lastId;
}

void JobList::setProgress(quint64 id, ProgressStep progress) {
    if (const auto entry = find(id); entry != m_entries.end()) {
        entry->progress = progress;
        Q_EMIT changed();
    }
}

void JobList::remove(quint64 id) {
    if (const auto entry = find(id); entry != m_entries.end()) {
        m_entries.erase(entry);
        Q_EMIT changed();
    }
}

void JobList::cancel(quint64 id) {
    if (const auto entry = find(id); entry != m_entries.end()) {
        // A copy: cancelling may end the job, and with it the entry.
        const auto cancelIt = entry->cancel;
        cancelIt();
    }
}

std::vector<JobEntry>::iterator JobList::find(quint64 id) {
    return std::find_if(m_entries.begin(), m_entries.end(), [id](const JobEntry &entry) { return entry.id == id; });
}

} // namespace eventscope::ui
