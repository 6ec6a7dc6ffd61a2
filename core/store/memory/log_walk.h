// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/store/event_store.h"
#include "core/store/memory/event_log.h"
#include "core/store/memory/row_cursor.h"

#include <cstddef>
#include <optional>

namespace eventscope {

/// How a walk cuts its batches.
struct BatchCut {
    std::size_t firstRows = 256;
    std::size_t rows = 8192;
    std::size_t bytesMax = std::size_t{16} << 20; ///< of payloads, reached by at most one event too many
};

/// Walks over the visible rows of one query and hands those that pass its prefilter to a sink. One thread.
class LogWalk {
  public:
    LogWalk(const EventLog &log, const Query &query, BatchCut cut, BatchSink &sink, const JobControl &job);

    /// From `query` bounds up to `visible`; nothing is held back at the end. May be called again with a later `after`.
    /// More: all was walked. Enough: the sink had enough or rowsMax is reached.
    [[nodiscard]] Result<Flow> run(Position after, std::size_t visible);
    /// The last event given to the sink, or nothing.
    [[nodiscard]] std::optional<Position> lastGiven() const { return m_lastGiven; }

  private:
    [[nodiscard]] Result<Flow> takeWindow(std::span<const RowNumber> rows);
    [[nodiscard]] Result<Flow> give(RowNumber row);
    [[nodiscard]] Result<Flow> flush();
    [[nodiscard]] std::size_t batchRows() const { return m_batches == 0 ? m_cut.firstRows : m_cut.rows; }
    [[nodiscard]] std::size_t windowRows() const;
    [[nodiscard]] BatchPtr candidates(std::span<const RowNumber> rows) const;

    const EventLog &m_log;
    Query m_query;
    const BatchCut m_cut;
    BatchSink &m_sink;
    const JobControl &m_job;
    BatchBuilder m_batch;
    std::size_t m_batches = 0;
    std::size_t m_given = 0;  // rows put into batches
    std::size_t m_walked = 0; // rows looked at
    std::optional<Position> m_lastGiven;
    Position m_lastAdded;
};

} // namespace eventscope
