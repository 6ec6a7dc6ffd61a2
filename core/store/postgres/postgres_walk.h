// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_read_session.h"
#include "core/store/postgres/postgres_rows.h"
#include "core/store/query_parts.h"
#include "core/store/slice_walk.h"

#include <cstdint>
#include <optional>
#include <string>

namespace eventscope {

/// Walks over the events of one query: keys are positions, or, in one stream, versions. Every slice is one snapshot of
/// its own.
class PostgresWalk final : public SliceWalk {
  public:
    /// For one page, an unfiltered walk needs no look at where the store ends.
    enum class Purpose : std::uint8_t { Page, Scan };
    PostgresWalk(PgReadSession &session, const Query &query, Purpose purpose, std::shared_ptr<Dictionary> dictionary,
                 const JobControl &job);

    [[nodiscard]] Result<void> refresh() override;
    [[nodiscard]] bool done() const override { return m_keys.empty(); }
    [[nodiscard]] Position end() const override { return m_end; }
    [[nodiscard]] Result<void> readSlice(BatchBuilder &batch, std::size_t rowsMax) override;

  private:
    [[nodiscard]] Result<void> compile();
    [[nodiscard]] Result<void> refreshStream(PgSnapshot &snapshot);
    [[nodiscard]] Result<std::int64_t> versionAt(PgSnapshot &snapshot, std::int64_t position);
    [[nodiscard]] std::string sqlFor(const KeyRange &keys, std::size_t limit) const;
    [[nodiscard]] std::int64_t sliceKeys() const;
    [[nodiscard]] Result<std::optional<std::int64_t>> readRows(PgCopyReader &reader, BatchBuilder &batch,
                                                               std::size_t rowsMax);

    PgReadSession &m_session;
    const Query m_query;
    const Purpose m_purpose;
    const JobControl &m_job;
    PostgresRows m_rows;
    std::string m_condition;             ///< empty: not compiled yet
    std::optional<std::string> m_stream; ///< of this stream only; then keys are versions
    bool m_isPlaced = false;             ///< m_keys.low stands where the query begins
    KeyRange m_keys;                     ///< still to be walked over
    Position m_end;
};

} // namespace eventscope
