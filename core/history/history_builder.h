// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/history/history_data.h"

#include <chrono>
#include <functional>

namespace eventscope {

/// Folds a stream once and keeps what a history needs: every state while they fit, else checkpoints. One thread.
class HistoryBuilder {
  public:
    /// REQUIRES: `data` has no steps yet.
    HistoryBuilder(HistoryData data, const HistoryOptions &options)
        : m_data(std::move(data)), m_source(m_data.source()), m_run(m_source), m_options(options) {}
    HistoryBuilder(const HistoryBuilder &) = delete;
    HistoryBuilder &operator=(const HistoryBuilder &) = delete;

    /// `onPart` gets copies, at lengths that double.
    [[nodiscard]] Result<HistoryData> build(const std::function<void(HistoryData)> &onPart, const JobControl &job);

  private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t kFirstSpacing = 64; // shown at once
    [[nodiscard]] Result<std::size_t> advance(std::size_t rows, const JobControl &job);
    void take(FoldedStep &step);
    void keep(const Json &state);
    [[nodiscard]] Result<void> addCheckpoint();
    void chooseSpacing(std::chrono::nanoseconds spent, std::size_t rows);

    HistoryData m_data;
    StreamSource m_source; // refers to what m_data shares
    StreamRun m_run;
    HistoryOptions m_options;
    bool m_keeping = true;
    std::size_t m_keptBytes = 0;
    std::size_t m_savedBytes = 0;
    std::size_t m_spacing = kFirstSpacing; // steps to the next checkpoint
    std::size_t m_spacingMin = 32;         // grows when checkpoints do not fit
};

} // namespace eventscope
