// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/history/history_data.h"

#include <chrono>
#include <functional>
#include <optional>

namespace eventscope {

/// Folds a stream once and keeps what a history needs: every state while they fit, else checkpoints. One thread.
class HistoryBuilder {
  public:
    /// Begins at the start of the stream, or after the last step of `data`.
    explicit HistoryBuilder(HistoryData data);
    HistoryBuilder(const HistoryBuilder &) = delete;
    HistoryBuilder &operator=(const HistoryBuilder &) = delete;

    /// `onPart` gets copies, at lengths that double. REQUIRES: no steps yet.
    [[nodiscard]] Result<HistoryData> build(const std::function<void(HistoryData)> &onPart, const JobControl &job);
    /// Takes the events after the last step. Nothing: the states no longer fit, so that it is to be built anew.
    [[nodiscard]] Result<std::optional<HistoryData>> extend(const JobControl &job);

  private:
    using Clock = std::chrono::steady_clock;
    [[nodiscard]] Result<std::size_t> advance(std::size_t rows, const JobControl &job);
    void take(FoldedStep &step);
    void keep(Json state);
    [[nodiscard]] Result<void> save();
    void addCheckpoint();
    [[nodiscard]] std::size_t stepsToCheckpoint() const;
    void chooseSpacing(std::chrono::nanoseconds spent, std::size_t rows);

    HistoryData m_data;
    StreamSource m_source; // refers to what m_data shares
    StreamRun m_run;
    bool m_keeping;
    bool m_restored = false; // its states share nothing with those that are kept
    std::size_t m_savedBytes = 0;
};

} // namespace eventscope
