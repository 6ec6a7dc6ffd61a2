// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/errand.h"
#include "core/lens/lens.h"

#include <memory>
#include <optional>

namespace eventscope {

/// Opens batches one behind the other, each on a worker while its owner reads the next, and gives them back in their
/// order. The first is opened at once, so that what is shown need not wait for a second one. Without workers all are.
/// One thread owns it.
class OpenedAhead {
  public:
    /// `lens` must outlive it.
    OpenedAhead(const Lens &lens, Executor *workers);

    /// Gives a batch to be opened; answers the first batch at once, then the one of the call before; nothing for the
    /// second. Errors: those of the lens, for the batch that would be answered.
    [[nodiscard]] Result<std::optional<ReadableBatch>> exchange(BatchPtr stored);
    /// What is left when no more come.
    [[nodiscard]] Result<std::optional<ReadableBatch>> last();

  private:
    struct Opening {
        std::optional<Result<ReadableBatch>> opened;
        std::optional<Errand> errand; // after what it fills
    };

    const Lens &m_lens;
    Executor *const m_workers;
    bool m_isFirst = true;
    std::unique_ptr<Opening> m_next;
};

} // namespace eventscope
