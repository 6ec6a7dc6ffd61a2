// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_read_pool.h"
#include "core/store/slice_team.h"

#include <memory>
#include <utility>

namespace eventscope {

/// A team of `mine` and of a Reader in another session of `pool`, made of (walk, session). A Reader has
/// `Result<std::optional<std::int64_t>> read(keys, batch, rowsMax, job)`, see SliceTeam::Read. All must outlive the
/// team.
template <class Reader, class Walk>
std::unique_ptr<SliceTeam> pgTeam(const KeyRange &keys, std::int64_t keysMost, const Query &query,
                                  std::shared_ptr<BatchNames> names, PgReadPool &pool, Reader &mine, const Walk &walk,
                                  const JobControl &job) {
    struct Helper {
        PgReadPool::Lease session;
        Reader reader;
        Helper(PgReadPool::Lease lease, const Walk &walk) : session(std::move(lease)), reader(walk, *session) {}
    };
    const auto read = [&mine](const KeyRange &range, BatchBuilder &batch, const JobControl &reading) {
        return mine.read(range, batch, SliceTeam::kRows, reading);
    };
    const auto makeRead = [&pool, &walk](const JobControl &making) -> Result<SliceTeam::Read> {
        ES_ASSIGN(session, pool.lease(making));
        return [helper = std::make_shared<Helper>(std::move(session), walk)](const KeyRange &range, BatchBuilder &batch,
                                                                             const JobControl &reading) {
            return helper->reader.read(range, batch, SliceTeam::kRows, reading);
        };
    };
    return std::make_unique<SliceTeam>(keys, keysMost, query, std::move(names), read, makeRead, job);
}

} // namespace eventscope
