// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/drift.h"

#include <map>
#include <memory>
#include <string>

namespace eventscope {

/// All events that touch one row, and what the row is after each of them.
class RowStory {
  public:
    /// `events` are those that touch the row of `key`, in order, as stored.
    RowStory(const Projection &projection, const Lens &lens, std::string key, BatchPtr events);

    /// What explains that the row is `actual`, or that it is not there. Errors: those of the run.
    [[nodiscard]] Result<RowDrift> explain(RowDifference difference, const JobControl &job) const;

  private:
    using Row = std::optional<Json>;
    /// The row after each event of the ranges, taken one after the other.
    [[nodiscard]] Result<Row> after(const ReadableBatch &events, std::span<const RowRange> ranges,
                                    const JobControl &job) const;
    [[nodiscard]] Result<std::vector<Row>> afterEach(const ReadableBatch &events, const JobControl &job) const;
    [[nodiscard]] std::unique_ptr<ProjectionRun> start() const;

    const Projection &m_projection;
    const Lens &m_lens;
    const std::string m_key;
    const BatchPtr m_events;
};

/// The stories of all `keys`, in one pass over the log up to `until`.
[[nodiscard]] Result<std::map<std::string, RowStory>> storiesOf(const EventStore &store, const Lens &lens,
                                                                const Projection &projection, const KeyChoice &keys,
                                                                Position until, const JobControl &job);

} // namespace eventscope
