// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_read_pool.h"
#include "core/store/postgres/postgres_rows.h"
#include "core/store/query_parts.h"
#include "core/store/slice_team.h"
#include "core/store/slice_walk.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace eventscope {

/// Walks over the events of one query: keys are positions, or, in one stream, versions. Every slice is one snapshot of
/// its own. A scan of the whole log is read by two sessions, where the job has workers.
class PostgresWalk final : public SliceWalk {
  public:
    /// For one page, an unfiltered walk needs no look at where the store ends.
    enum class Purpose : std::uint8_t { Page, Scan };
    PostgresWalk(PgReadPool &pool, PgReadSession &session, const Query &query, Purpose purpose,
                 std::shared_ptr<BatchNames> names, const JobControl &job);
    ~PostgresWalk() override;

    [[nodiscard]] Result<void> refresh() override;
    [[nodiscard]] bool done() const override { return m_keys.empty(); }
    [[nodiscard]] Position end() const override { return m_end; }
    [[nodiscard]] Result<void> readSlice(BatchBuilder &batch, std::size_t rowsMax) override;
    [[nodiscard]] bool givesWholeBatches() const override { return m_team != nullptr; }

  private:
    class Reader;
    [[nodiscard]] Result<void> compile();
    [[nodiscard]] Result<void> refreshStream(PgSnapshot &snapshot);
    [[nodiscard]] Result<std::int64_t> versionAt(PgSnapshot &snapshot, std::int64_t position);
    [[nodiscard]] std::int64_t sliceKeys() const;
    [[nodiscard]] bool looksAtPayloads() const;
    [[nodiscard]] bool isForTwo() const;
    [[nodiscard]] Result<void> takeFromTeam(BatchBuilder &batch);

    PgReadPool &m_pool;
    PgReadSession &m_session;
    const Query m_query;
    const Purpose m_purpose;
    const std::shared_ptr<BatchNames> m_names;
    const JobControl &m_job;
    std::unique_ptr<Reader> m_reader;
    std::string m_condition;             ///< empty: not compiled yet
    std::optional<std::string> m_stream; ///< of this stream only; then keys are versions
    bool m_isPlaced = false;             ///< m_keys.low stands where the query begins
    KeyRange m_keys;                     ///< still to be walked over
    bool m_hasRead = false;              ///< a slice
    std::unique_ptr<SliceTeam> m_team;   ///< reads m_keys
    Position m_end;
};

} // namespace eventscope
