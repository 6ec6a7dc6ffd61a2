// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/matching_rows.h"

#include "core/index/first_beyond.h"
#include "core/lens/filtered_scan.h"

#include <algorithm>

namespace eventscope {

namespace {

/// So many rows of the index are looked at between two reports; 5 ms.
constexpr std::uint64_t kStretchRows = std::uint64_t{1} << 20;
constexpr std::uint64_t kTakenOverMax = 1'000'000;

} // namespace

/// Takes the matches of a scan as rows of the index.
class MatchingRows::Found final : public MatchSink {
  public:
    Found(MatchingRows &matching, const LogIndex &index, std::uint64_t rows, const std::function<void()> &onFound,
          const JobControl &job)
        : m_matching(matching),
          m_index(index),
          m_rows(rows),
          m_from(matching.searched()),
          m_onFound(onFound),
          m_job(job) {}

    [[nodiscard]] Result<Flow> take(const MatchedBatch &matched) override {
        std::uint64_t searched = m_matching.searched();
        const EventBatch &stored = *matched.batch.stored();
        for (const std::uint32_t row : matched.rows) {
            const std::uint64_t at = m_index.rowsAsOf(matched.batch[row].stored().position());
            // One stored event may be read as several; it stands in one row.
            if (at <= searched || at > m_rows) continue;
            m_matching.add(static_cast<std::uint32_t>(at - 1));
            searched = at;
        }
        if (stored.rows() > 0)
            searched = std::clamp(m_index.rowsAsOf(stored[stored.rows() - 1].position()), searched, m_rows);
        m_matching.publish(searched);
        m_job.report(searched - m_from, m_rows - m_from);
        if (m_onFound) m_onFound();
        return Flow::More;
    }

  private:
    MatchingRows &m_matching;
    const LogIndex &m_index;
    const std::uint64_t m_rows, m_from;
    const std::function<void()> &m_onFound;
    const JobControl &m_job;
};

MatchingRows::MatchingRows(const MatchingRows &known, std::uint64_t rows) : m_filter(known.m_filter) {
    const std::uint64_t searched = std::min(known.searched(), rows);
    const std::uint64_t count = known.countBefore(searched, known.count());
    if (count > kTakenOverMax) return;
    for (std::uint64_t at = 0; at < count; ++at)
        add(known[at]);
    publish(searched);
}

MatchingRows::MatchingRows(Filter filter, Known known)
    : m_filter(std::move(filter)), m_keepsRows(false), m_found(known.count) {
    publish(known.searched);
}

Result<void> MatchingRows::search(const LogIndex &index, const EventStore &store, const Lens &lens, std::uint64_t rows,
                                  const std::function<void()> &onFound, const JobControl &job) {
    rows = std::min(rows, index.rows());
    const std::uint64_t from = searched();
    if (rows <= from) return {};
    if (isInIndex(lens)) return searchIndex(index, rows, onFound, job);
    Query query;
    if (from > 0) query.after = index.position(from - 1);
    query.until = index.position(rows - 1);
    Found found(*this, index, rows, onFound, job);
    ES_TRY(scanMatching(store, lens, m_filter, query, found, job));
    publish(rows);
    if (onFound) onFound();
    return {};
}

Result<void> MatchingRows::searchIndex(const LogIndex &index, std::uint64_t rows, const std::function<void()> &onFound,
                                       const JobControl &job) {
    const std::uint64_t begin = searched();
    for (std::uint64_t from = begin; from < rows; from += kStretchRows) {
        const std::uint64_t to = std::min(rows, from + kStretchRows);
        ES_ASSIGN(selected, index.select(m_filter.prefilter(), from, to, job));
        for (const std::uint32_t row : selected)
            add(row);
        publish(to);
        job.report(to - begin, rows - begin);
        if (onFound) onFound();
    }
    return {};
}

bool MatchingRows::isInIndex(const Lens &lens) const {
    return m_filter.isHeaderOnly() && m_filter.prefilter().fields() == Fields::Header && lens.changedTypes().empty();
}

std::uint64_t MatchingRows::countBefore(std::uint64_t row, std::uint64_t count) const {
    return firstBeyond(0, count, [&](std::uint64_t at) { return m_rows[at] >= row; });
}

void MatchingRows::add(std::uint32_t row) {
    if (m_keepsRows) m_rows.set(m_found, row);
    ++m_found;
}

void MatchingRows::publish(std::uint64_t searched) {
    m_count.store(m_found, std::memory_order_release);
    m_searched.store(searched, std::memory_order_release);
}

} // namespace eventscope
