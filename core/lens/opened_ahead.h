// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/errand.h"
#include "core/lens/lens.h"

#include <deque>
#include <optional>

namespace eventscope {

/// Opens batches on workers, two at a time, while its owner reads the next, and gives them back in their order. The
/// first is opened at once, so that what is shown need not wait for others. Without workers all are. One thread owns
/// it.
class OpenedAhead {
  public:
    /// `lens` must outlive it.
    OpenedAhead(const Lens &lens, Executor *workers);

    /// Gives a batch to be opened; answers the next one that is to be given back, if any: the first at once, another
    /// once two more are on their way. Errors: those of the lens, for the batch that would be answered.
    [[nodiscard]] Result<std::optional<ReadableBatch>> exchange(BatchPtr stored);
    /// The next of those that are left when no more come; nothing: that was all.
    [[nodiscard]] Result<std::optional<ReadableBatch>> next();

  private:
    struct Opening {
        std::optional<Result<ReadableBatch>> opened;
        std::optional<Errand> errand; // after what it fills
    };

    const Lens &m_lens;
    Executor *const m_workers;
    bool m_isFirst = true;
    std::deque<Opening> m_openings; // they stay where they are
};

} // namespace eventscope
