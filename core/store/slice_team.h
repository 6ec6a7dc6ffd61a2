// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/event/event_batch.h"
#include "core/store/batch_names.h"
#include "core/store/query_parts.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace eventscope {

/// A range of keys read into batches, slice by slice, by the caller and by one helper on a thread of `job.workers`,
/// each in a session of its own; the batches come in the order of the keys. A helper that starts late, fails to get a
/// session or never comes costs only its part of the work. Slices are narrow where events are dense, wide where keys
/// are rare. One thread. Memory: at most four batches.
class SliceTeam {
  public:
    /// Rows that a reader takes into one batch at most.
    static constexpr std::size_t kRows = 8'192;
    /// Keys that a slice spans at most where every event is wanted.
    static constexpr std::int64_t kKeysMost = std::int64_t{1} << 40;

    /// Whether reading all of `keys` gains by a helper: events are wanted without end, there are many keys, and there
    /// are workers.
    [[nodiscard]] static bool isFor(const Query &query, const KeyRange &keys, const JobControl &job);

    /// Reads up to kRows events of a range into an empty batch. The key at which the batch was full; nothing: the range
    /// is read.
    using Read = std::function<Result<std::optional<std::int64_t>>(const KeyRange &keys, BatchBuilder &batch,
                                                                   const JobControl &job)>;
    /// Makes the helper's way to read, on its thread.
    using MakeRead = std::function<Result<Read>(const JobControl &job)>;

    /// Of `query` counts the direction and the fields. A slice spans at most `keysMost`, however few events it gives.
    /// `job` must outlive it, and so must what `read` and `makeRead` hold.
    SliceTeam(const KeyRange &keys, std::int64_t keysMost, const Query &query, std::shared_ptr<BatchNames> names,
              Read read, MakeRead makeRead, const JobControl &job);
    SliceTeam(const SliceTeam &) = delete;
    SliceTeam &operator=(const SliceTeam &) = delete;
    /// Stops the helper and waits for it, which takes a second at most.
    ~SliceTeam();

    /// Puts the next batch, which may be empty, in the place of `batch`; false behind the last. Errors: those of
    /// `read`.
    [[nodiscard]] Result<bool> next(BatchBuilder &batch);

  private:
    class Slices;
    std::shared_ptr<Slices> m_slices; // shared with a task that may start after the end
    std::stop_callback<std::function<void()>> m_onStop;
    const Read m_read;
    const JobControl &m_job;
};

} // namespace eventscope
