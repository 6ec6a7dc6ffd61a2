// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/segmented.h"
#include "core/event/filter/filter.h"
#include "core/index/log_index.h"
#include "core/lens/lens.h"
#include "core/store/event_store.h"

#include <atomic>
#include <cstdint>
#include <functional>

namespace eventscope {

/// The rows of a LogIndex that match a filter, as far as they have been looked at: found in their order by one thread,
/// read by any at the same time without a lock. 4 bytes a match.
class MatchingRows {
  public:
    explicit MatchingRows(Filter filter) : m_filter(std::move(filter)) {}
    /// Begins with what `known` has found among the first `rows`: for a log whose later rows have become others. Of
    /// more than a million matches it begins anew, so that this costs 2 ms at most.
    MatchingRows(const MatchingRows &known, std::uint64_t rows);
    /// Only counts, and begins behind what is `known` already: no row is kept, count() and searched() are all it can
    /// tell.
    struct Known {
        std::uint64_t searched = 0;
        std::uint64_t count = 0;
    };
    MatchingRows(Filter filter, Known known);
    MatchingRows(const MatchingRows &) = delete;
    MatchingRows &operator=(const MatchingRows &) = delete;

    [[nodiscard]] const Filter &filter() const { return m_filter; }

    /// Looks at the rows from searched() up to `rows`, which the index has, and tells `onFound` (may be empty) now and
    /// then, on this thread. Where the filter asks only for what the index holds, the store is left alone (about 5 ns a
    /// row); else it is read, as seen through the lens. After an error what was searched stays, and a further call goes
    /// on there. Reports rows as progress. Errors: Cancelled, and those of EventStore::scan.
    [[nodiscard]] Result<void> search(const LogIndex &index, const EventStore &store, const Lens &lens,
                                      std::uint64_t rows, const std::function<void()> &onFound, const JobControl &job);

    /// How many rows were looked at, from the first on.
    [[nodiscard]] std::uint64_t searched() const { return m_searched.load(std::memory_order_acquire); }
    /// How many of them match.
    [[nodiscard]] std::uint64_t count() const { return m_count.load(std::memory_order_acquire); }
    /// The row of match number `at`. REQUIRES: at < count().
    [[nodiscard]] std::uint32_t operator[](std::uint64_t at) const { return m_rows[at]; }
    /// How many of the first `count` matches lie before `row`. O(log count).
    [[nodiscard]] std::uint64_t countBefore(std::uint64_t row, std::uint64_t count) const;

  private:
    class Found;
    [[nodiscard]] bool isInIndex(const Lens &lens) const;
    [[nodiscard]] Result<void> searchIndex(const LogIndex &index, std::uint64_t rows,
                                           const std::function<void()> &onFound, const JobControl &job);
    void add(std::uint32_t row);
    void publish(std::uint64_t searched);

    const Filter m_filter;
    const bool m_keepsRows = true;
    Segmented<std::uint32_t> m_rows;
    std::uint64_t m_found = 0; // of the searching thread
    std::atomic<std::uint64_t> m_count = 0;
    std::atomic<std::uint64_t> m_searched = 0;
};

} // namespace eventscope
