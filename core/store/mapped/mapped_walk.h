// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_read_pool.h"
#include "core/store/mapped/hole_watch.h"
#include "core/store/mapped/mapped_rows.h"
#include "core/store/mapped/mapped_table.h"
#include "core/store/slice_team.h"
#include "core/store/slice_walk.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// Walks over the events of one query in a mapped table. Every slice is one snapshot of its own. A scan of the whole
/// log by numbers is read by two sessions, where the job has workers.
class MappedWalk final : public SliceWalk {
  public:
    /// How far a walk goes: over all that can be seen now (a page says nothing of what is settled, so that it need not
    /// ask), or only over what is settled.
    enum class Reach : std::uint8_t { Page, Visible, Settled };
    MappedWalk(PgReadPool &pool, PgReadSession &session, const MappedTable &table, HoleWatch &watch, const Query &query,
               Reach reach, std::shared_ptr<BatchNames> names, const JobControl &job);
    ~MappedWalk() override;

    [[nodiscard]] Result<void> refresh() override;
    [[nodiscard]] bool done() const override { return m_done; }
    [[nodiscard]] Position end() const override { return m_end; }
    [[nodiscard]] Result<void> readSlice(BatchBuilder &batch, std::size_t rowsMax) override;
    [[nodiscard]] bool givesWholeBatches() const override { return m_team != nullptr; }

  private:
    class NumberReader;
    [[nodiscard]] Result<void> compile();
    [[nodiscard]] Result<void> checkTimes(PgSnapshot &snapshot);
    [[nodiscard]] std::string keyNames(const char *direction) const;
    [[nodiscard]] std::string compareKeys(const char *op, const MappedTable::Keys &keys) const;
    [[nodiscard]] std::string range() const;
    [[nodiscard]] std::size_t sliceRows() const;
    [[nodiscard]] Result<std::optional<MappedTable::Keys>> sliceEnd(PgSnapshot &snapshot);
    [[nodiscard]] MappedTable::Keys keysOfRow() const;
    [[nodiscard]] KeyRange numbersLeft() const;
    void makeTeamIfItPays();
    [[nodiscard]] Result<void> takeFromTeam(BatchBuilder &batch);
    void endAtBound();

    PgReadPool &m_pool;
    PgReadSession &m_session;
    const MappedTable &m_table;
    HoleWatch &m_watch;
    const Query m_query;
    const Reach m_reach;
    const std::shared_ptr<BatchNames> m_names;
    const JobControl &m_job;
    MappedRows m_rows;
    std::optional<std::string> m_stream;   ///< of this stream only
    bool m_byVersion = false;              ///< keys begin with the version
    std::string m_where, m_condition;      ///< what bounds the walk, what filters it; empty: not compiled yet
    std::optional<MappedTable::Keys> m_at; ///< of the last row, or of the slice, walked over
    Position m_bound, m_end;
    bool m_done = false;
    bool m_hasRead = false;                 ///< a slice
    std::unique_ptr<NumberReader> m_reader; ///< this session's part in the team
    std::unique_ptr<SliceTeam> m_team;      ///< reads numbersLeft()
};

/// The largest position that a mark of the watch covers.
[[nodiscard]] Position settledPosition(const MappedTable &table, std::int64_t mark);

/// Where the log ends: the largest position. Nothing in an empty table. Cost: the end of an index, where there is one.
[[nodiscard]] Result<std::optional<Position>> lastMappedPosition(PgSnapshot &snapshot, const MappedTable &table,
                                                                 const JobControl &job);

} // namespace eventscope
