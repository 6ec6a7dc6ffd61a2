// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/memory/event_log.h"
#include "core/store/query.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace eventscope {

/// The rows that a query's selector and bounds cover, in the query's order, before its prefilter. One thread.
class RowCursor {
  public:
    /// Rows from `visible` on do not exist for it.
    RowCursor(const EventLog &log, const Query &query, std::size_t visible);

    /// The next rows, at most `count`; empty at the end. Valid until the next call.
    [[nodiscard]] std::span<const RowNumber> next(std::size_t count);
    [[nodiscard]] std::size_t remaining() const { return m_end - m_begin; }

  private:
    void restrictTo(RowList list, const Query &query);

    const EventLog &m_log;
    const bool m_backward;
    std::optional<RowList> m_list;      ///< nothing: the log itself
    std::size_t m_begin = 0, m_end = 0; ///< indexes into the list, or row numbers
    std::vector<RowNumber> m_buffer;
};

} // namespace eventscope
