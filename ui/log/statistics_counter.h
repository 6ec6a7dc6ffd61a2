// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/index/statistics.h"
#include "ui/async/job.h"
#include "ui/async/signal_throttler.h"
#include "ui/session/session.h"

#include <QObject>

#include <memory>
#include <optional>

namespace eventscope::ui {

/// Keeps the statistics of what the log shows, or of some of its rows, up to date on workers, as long as somebody wants
/// to see them. Sizes are read from the store: at once where that is quick, else when they are asked for. GUI thread.
class StatisticsCounter final : public QObject {
    Q_OBJECT

  public:
    explicit StatisticsCounter(Session &session, QObject *parent = nullptr);

    /// Counts only while it is active.
    void setActive(bool isActive);
    /// These rows of the log from now on; nothing: all that the filter shows. When rows get other numbers, none are
    /// left until they are set again.
    void setRows(std::optional<ChosenRows> rows);

    /// Nothing before the first answer.
    [[nodiscard]] const std::optional<Statistics> &statistics() const { return m_statistics; }
    /// Nothing before they were measured. They may be of fewer events while more arrive.
    [[nodiscard]] const std::optional<SizeSummary> &sizes() const { return m_sizes; }
    [[nodiscard]] bool isCounting() const { return m_counting.isRunning(); }
    [[nodiscard]] bool isMeasuring() const { return m_measuring.isRunning(); }
    /// Why measuring ended early, or that it was cancelled.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    /// Measures payloads, however many they are.
    void measure();

  Q_SIGNALS:
    /// Of anything above.
    void changed();

  private:
    void restart();
    void count();
    void handleCounted(Result<Statistics> counted);
    void measureOn();
    void handleMeasured(const Result<SizeSummary> &measured);
    [[nodiscard]] bool isMeasuredFreely() const;
    [[nodiscard]] EventChoice choice() const;

    Session &m_session;
    bool m_isActive = false;
    bool m_isStale = false; ///< more came while it was counted
    bool m_isMeasureWanted = false;
    std::optional<ChosenRows> m_rows;
    std::optional<Statistics> m_statistics;
    std::optional<SizeSummary> m_sizes;
    std::optional<Error> m_problem;
    std::shared_ptr<PayloadSizes> m_known; ///< of the job that measures while it runs
    SignalThrottler m_growth;
    Job<Statistics> m_counting;
    Job<SizeSummary> m_measuring; // last: their end is asked for first
};

} // namespace eventscope::ui
