// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/payload_sizes.h"

#include "core/base/nearest_rank.h"
#include "core/lens/filtered_scan.h"
#include "core/lens/scan_positions.h"

#include <algorithm>

namespace eventscope {

namespace {

class SizesOfMatches final : public StoredMatchSink {
  public:
    SizesOfMatches(PayloadSizes &sizes, Position &measuredTo) : m_sizes(sizes), m_measuredTo(measuredTo) {}

  private:
    Result<Flow> takeStored(const EventView &event) override {
        m_measuredTo = event.position();
        m_sizes.add(event.position(), static_cast<std::uint32_t>(event.data().bytes.size()));
        return Flow::More;
    }

    PayloadSizes &m_sizes;
    Position &m_measuredTo;
};

} // namespace

void PayloadSizes::add(Position position, std::uint32_t bytes) {
    if (m_bytes.empty() || bytes > m_most) {
        m_most = bytes;
        m_largest = position;
    }
    m_bytes.push_back(bytes);
    m_sum += bytes;
}

SizeSummary PayloadSizes::summary() const {
    SizeSummary summary{m_bytes.size(), m_sum, 0, 0, 0, m_most, m_largest};
    std::vector<std::uint32_t> sizes = m_bytes;
    summary.median = nearestRank(sizes, 0.5);
    summary.p95 = nearestRank(sizes, 0.95);
    summary.p99 = nearestRank(sizes, 0.99);
    return summary;
}

Result<void> measureSizes(const EventStore &store, const Lens &lens, const Filter &filter, Position until,
                          PayloadSizes &sizes, const JobControl &job) {
    Query query;
    query.after = sizes.m_measuredTo;
    query.until = until;
    query.fields = Fields::Data;
    SizesOfMatches sink(sizes, sizes.m_measuredTo);
    ES_TRY(scanMatching(store, lens, filter, query, sink, job));
    sizes.m_measuredTo = std::max(sizes.m_measuredTo, until);
    return {};
}

Result<void> measureSizesAt(const EventStore &store, const std::vector<Position> &positions, PayloadSizes &sizes,
                            const JobControl &job) {
    const auto take = [&](const EventView &event) -> Result<void> {
        sizes.add(event.position(), static_cast<std::uint32_t>(event.data().bytes.size()));
        return {};
    };
    return scanPositions(store, positions, Fields::Data, take, job);
}

} // namespace eventscope
