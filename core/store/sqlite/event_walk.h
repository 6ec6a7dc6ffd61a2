// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/query_parts.h"
#include "core/store/slice_walk.h"
#include "core/store/sqlite/read_session.h"
#include "core/store/sqlite/row_reader.h"
#include "core/store/sqlite/sql_prefilter.h"

#include <cstdint>
#include <optional>
#include <string>

namespace eventscope {

/// Walks over the events of one query: keys are positions, or, in one stream, versions.
class EventWalk final : public SliceWalk {
  public:
    EventWalk(ReadSession &session, const Query &query, const JobControl &job);

    [[nodiscard]] Result<void> refresh() override;
    [[nodiscard]] bool done() const override { return m_keys.empty(); }
    [[nodiscard]] Position end() const override { return m_end; }
    [[nodiscard]] Result<void> readSlice(BatchBuilder &batch, std::size_t rowsMax) override;

  private:
    [[nodiscard]] Result<void> refreshStream();
    [[nodiscard]] Result<void> findStream();
    [[nodiscard]] Result<std::int64_t> versionAt(std::int64_t position);
    [[nodiscard]] std::string sqlFor(const SqlCondition &condition) const;
    [[nodiscard]] const char *index() const;
    [[nodiscard]] std::int64_t sliceKeys() const;

    ReadSession &m_session;
    const Query m_query;
    const JobControl &m_job;
    const RowReader m_rows;
    std::optional<std::string> m_stream; ///< of this stream only; then keys are versions
    std::optional<std::int64_t> m_streamNo;
    KeyRange m_keys; ///< still to be walked over
    Position m_end;
};

} // namespace eventscope
