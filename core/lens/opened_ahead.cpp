// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/opened_ahead.h"

#include "core/base/no_memory.h"

#include <utility>

namespace eventscope {

OpenedAhead::OpenedAhead(const Lens &lens, Executor *workers) : m_lens(lens), m_workers(workers) {}

Result<std::optional<ReadableBatch>> OpenedAhead::exchange(BatchPtr stored) {
    if (std::exchange(m_isFirst, false) || !m_workers) {
        ES_ASSIGN(opened, m_lens.open(std::move(stored)));
        return std::optional(std::move(opened));
    }
    ES_ASSIGN(before, last());
    m_next = std::make_unique<Opening>();
    m_next->errand.emplace(
        [this, batch = std::move(stored), next = m_next.get()] {
            next->opened = withoutThrowing([&] { return m_lens.open(batch); });
        },
        m_workers);
    return before;
}

Result<std::optional<ReadableBatch>> OpenedAhead::last() {
    const auto next = std::move(m_next);
    if (!next) return std::optional<ReadableBatch>();
    next->errand->finish();
    ES_ASSIGN(opened, *std::move(next->opened));
    return std::optional(std::move(opened));
}

} // namespace eventscope
