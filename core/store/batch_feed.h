// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/batch_names.h"
#include "core/store/event_store.h"
#include "core/store/slice_walk.h"

#include <cstddef>
#include <optional>

namespace eventscope {

/// Cuts the events of a walk into batches for a sink: the first small, the others large. One thread.
class BatchFeed {
  public:
    BatchFeed(SliceWalk &walk, const Query &query, std::shared_ptr<BatchNames> names, BatchSink &sink,
              const JobControl &job);

    /// Feeds the sink until the walk is done. No snapshot is held while the sink works.
    [[nodiscard]] Result<Flow> run();
    /// Of the last event that the sink took.
    [[nodiscard]] std::optional<Position> lastGiven() const { return m_lastGiven; }

  private:
    [[nodiscard]] Result<Flow> give();

    SliceWalk &m_walk;
    BatchSink &m_sink;
    const JobControl &m_job;
    const std::shared_ptr<BatchNames> m_names;
    const Fields m_fields;
    BatchBuilder m_batch;
    std::size_t m_rowsLeft;
    std::size_t m_rowsGiven = 0;
    std::size_t m_arenaBytes = 0; ///< of the last batch, a guess for the next
    std::optional<Position> m_lastGiven;
};

} // namespace eventscope
