// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/history/blame.h"
#include "core/history/history_data.h"

#include <functional>
#include <map>
#include <mutex>

namespace eventscope {

/// The states around the step that was asked for last.
struct StateWindow {
    std::size_t first = 0;
    std::vector<Json> states;
    [[nodiscard]] bool has(std::size_t step) const { return step >= first && step - first < states.size(); }
};

/// A history over what HistoryBuilder made.
class StreamHistory final : public History {
  public:
    explicit StreamHistory(HistoryData data) : m_data(std::move(data)) {}
    /// With the blames that `known`, a beginning of it, has worked out.
    StreamHistory(HistoryData data, const StreamHistory &known);

    [[nodiscard]] const StreamId &stream() const override { return m_data.stream; }
    [[nodiscard]] const FoldInfo &fold() const override { return m_data.fold->info(); }
    [[nodiscard]] const std::vector<Step> &steps() const override { return m_data.steps; }
    [[nodiscard]] Result<StateAt> at(std::optional<std::size_t> step, const JobControl &job) const override;
    [[nodiscard]] Result<std::vector<Change>> changes(std::size_t step, const JobControl &job) const override;
    [[nodiscard]] Result<std::vector<Change>> diff(std::optional<std::size_t> from, std::optional<std::size_t> to,
                                                   const JobControl &job) const override;
    [[nodiscard]] Result<std::vector<BlameEntry>> blame(std::size_t step, const JobControl &job) const override;
    using History::intervals;
    using History::valueHistory;
    [[nodiscard]] Result<std::vector<ValueChange>> valueHistory(const Pointer &path, std::size_t from,
                                                                const JobControl &job) const override;
    [[nodiscard]] Result<std::vector<Interval>> intervals(const Filter &predicate, std::size_t from,
                                                          const JobControl &job) const override;
    [[nodiscard]] Result<HistoryPtr> grown(Position until, const JobControl &job) const override;

  private:
    using IndexedVisitor = std::function<Result<void>(std::size_t index, const FoldedStep &step)>;
    using PairVisitor = std::function<Result<void>(std::size_t index, const Json &before, const Json &after)>;

    [[nodiscard]] Result<Json> stateAt(std::optional<std::size_t> step, const JobControl &job) const;
    [[nodiscard]] Result<std::shared_ptr<const StateWindow>> windowAround(std::size_t step,
                                                                          const JobControl &job) const;
    /// The last checkpoint before `step`, or null.
    [[nodiscard]] const Checkpoint *checkpointBefore(std::size_t step) const;
    /// Folds again and visits the steps [from, to).
    [[nodiscard]] Result<void> replay(const StreamSource &source, std::size_t from, std::size_t to,
                                      const IndexedVisitor &visit, const JobControl &job) const;
    /// Visits the steps [from, to) with the states around each.
    [[nodiscard]] Result<void> walk(std::size_t from, std::size_t to, const PairVisitor &visit,
                                    const JobControl &job) const;
    /// The nearest kept blame of at most `steps` steps.
    [[nodiscard]] std::pair<std::size_t, Blame> keptBlame(std::size_t steps) const;

    const HistoryData m_data;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<const StateWindow> m_window; // guarded by m_mutex
    // How many steps it covers, and the blame after them: at distances, and the last one that was asked for.
    mutable std::map<std::size_t, Blame> m_blames;                    // guarded by m_mutex
    mutable std::optional<std::pair<std::size_t, Blame>> m_lastBlame; // guarded by m_mutex
};

} // namespace eventscope
