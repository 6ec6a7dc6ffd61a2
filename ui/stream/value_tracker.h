// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/stream/value_track.h"

#include <functional>
#include <optional>

namespace eventscope::ui {

/// Works out the life of one value off the GUI thread, and goes on with it when the history grows. GUI thread.
class ValueTracker final {
  public:
    /// Told the life of the value, over and over as it grows, or why it cannot be had.
    using Receive = std::function<void(const Result<ValueTrackPtr> &)>;

    ValueTracker(Workers &workers, Receive receive) : m_receive(std::move(receive)), m_job(workers) {}

    /// Begins anew; without a path or a history there is nothing to work out.
    void restart(const std::optional<Pointer> &path, const HistoryPtr &history);
    /// REQUIRES: a longer one of the same stream and fold.
    void growTo(const HistoryPtr &history);
    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }

  private:
    void goOn();

    const Receive m_receive;
    std::optional<Pointer> m_path;
    HistoryPtr m_history;
    ValueTrackPtr m_known;
    Job<ValueTrackPtr> m_job; // last: its end is asked for first
};

} // namespace eventscope::ui
