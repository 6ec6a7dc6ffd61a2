// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/event_store.h"
#include "core/store/sqlite/read_session.h"
#include "core/store/sqlite/row_reader.h"
#include "core/store/sqlite/sql_prefilter.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace eventscope {

/// Walks over the events of one query in slices, each of them one short snapshot and one key range: of positions, or,
/// in one stream, of versions. One thread.
class EventWalk {
  public:
    EventWalk(ReadSession &session, const Query &query, const JobControl &job);

    /// Looks at the store as it is now: the walk goes on from where it stands to here. Forward a later call brings in
    /// what was appended since.
    [[nodiscard]] Result<void> refresh();
    /// Everything up to the last refresh() was walked over.
    [[nodiscard]] bool done() const { return m_low >= m_high; }
    /// The last position of the store at the last refresh(), or `until` when that is lower.
    [[nodiscard]] Position end() const { return m_end; }

    /// Reads on into `batch` until it holds `rowsMax` rows or many bytes, or a slice is over. A walk with a filter may
    /// add no row and still not be done.
    [[nodiscard]] Result<void> readSlice(BatchBuilder &batch, std::size_t rowsMax);

    static constexpr std::size_t kArenaBytesMax = 8u << 20;

  private:
    [[nodiscard]] Result<void> refreshStream();
    [[nodiscard]] Result<void> findStream();
    [[nodiscard]] bool isFiltered() const;
    [[nodiscard]] Result<std::int64_t> versionAt(std::int64_t position);
    [[nodiscard]] Result<SqlCondition> condition();
    [[nodiscard]] std::string sqlFor(const SqlCondition &condition) const;
    [[nodiscard]] const char *index() const;
    [[nodiscard]] std::int64_t sliceKeys() const;
    void moveOn(std::int64_t sliceLow, std::int64_t sliceHigh, std::optional<std::int64_t> stoppedAt);

    ReadSession &m_session;
    const Query m_query;
    const JobControl &m_job;
    const RowReader m_rows;
    std::optional<std::string> m_stream; ///< of this stream only; then keys are versions
    std::optional<std::int64_t> m_streamNo;
    bool m_forward = true;
    std::int64_t m_low = 0, m_high = 0; ///< keys still to be walked over: m_low < key <= m_high
    Position m_end;
};

/// The largest key of ours that is not beyond `position`.
[[nodiscard]] std::int64_t keyOf(Position position);

} // namespace eventscope
