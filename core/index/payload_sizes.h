// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/event/filter/filter.h"
#include "core/lens/lens.h"
#include "core/store/event_store.h"

#include <cstdint>
#include <vector>

namespace eventscope {

/// How large the payloads of some events are, as stored, in bytes.
struct SizeSummary {
    std::uint64_t events = 0;
    std::uint64_t sum = 0;
    /// The smallest size that at least so many in a hundred do not exceed (nearest rank); 0 without events.
    std::uint32_t median = 0, p95 = 0, p99 = 0;
    std::uint32_t most = 0;
    Position largest; ///< the first event of that size; kBeforeAll without events

    [[nodiscard]] double mean() const { return events == 0 ? 0 : double(sum) / double(events); }
    [[nodiscard]] bool operator==(const SizeSummary &) const = default;
};

/// Sizes of payloads, kept so that more can be added later. 4 bytes an event. One thread.
class PayloadSizes {
  public:
    void add(Position position, std::uint32_t bytes);
    /// O(events).
    [[nodiscard]] SizeSummary summary() const;
    [[nodiscard]] std::uint64_t events() const { return m_bytes.size(); }
    /// Up to where measureSizes() has looked.
    [[nodiscard]] Position measuredTo() const { return m_measuredTo; }

  private:
    friend Result<void> measureSizes(const EventStore &, const Lens &, const Filter &, Position, PayloadSizes &,
                                     const JobControl &);
    std::vector<std::uint32_t> m_bytes;
    std::uint64_t m_sum = 0;
    std::uint32_t m_most = 0;
    Position m_largest = kBeforeAll;
    Position m_measuredTo = kBeforeAll;
};

/// Adds the sizes of what `filter` matches, seen through `lens`, behind sizes.measuredTo() and up to `until`. After an
/// error what was measured stays, and a further call goes on there. Reports events. Errors: Cancelled, those of
/// EventStore::scan.
[[nodiscard]] Result<void> measureSizes(const EventStore &store, const Lens &lens, const Filter &filter, Position until,
                                        PayloadSizes &sizes, const JobControl &job);
/// Adds the sizes of the events at these positions, which ascend; one that is not there is left out.
[[nodiscard]] Result<void> measureSizesAt(const EventStore &store, const std::vector<Position> &positions,
                                          PayloadSizes &sizes, const JobControl &job);

} // namespace eventscope
