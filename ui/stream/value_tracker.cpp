// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/value_tracker.h"

namespace eventscope::ui {

void ValueTracker::restart(const std::optional<Pointer> &path, const HistoryPtr &history) {
    m_job.drop();
    m_known = nullptr;
    m_path = path;
    m_history = history;
    goOn();
}

void ValueTracker::growTo(const HistoryPtr &history) {
    m_history = history;
    if (!m_job.isRunning()) goOn();
}

void ValueTracker::goOn() {
    if (!m_path || !m_history) return;
    m_job.start([history = m_history, path = *m_path,
                 known = m_known](const JobControl &job) { return trackValue(history, path, known, job); },
                [this](const Result<ValueTrackPtr> &track) {
                    if (track) m_known = *track;
                    m_receive(track);
                    if (track && m_known && m_known->steps < m_history->steps().size()) goOn();
                });
}

} // namespace eventscope::ui
