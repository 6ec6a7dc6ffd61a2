// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/opened_ahead.h"

#include "core/base/no_memory.h"

#include <utility>

namespace eventscope {

namespace {

constexpr std::size_t kOpenings = 2;

} // namespace

OpenedAhead::OpenedAhead(const Lens &lens, Executor *workers) : m_lens(lens), m_workers(workers) {}

Result<std::optional<ReadableBatch>> OpenedAhead::exchange(BatchPtr stored) {
    if (std::exchange(m_isFirst, false) || !m_workers) {
        ES_ASSIGN(opened, m_lens.open(std::move(stored)));
        return std::optional(std::move(opened));
    }
    Opening &opening = m_openings.emplace_back();
    opening.errand.emplace([this, batch = std::move(stored),
                            &opening] { opening.opened = withoutThrowing([&] { return m_lens.open(batch); }); },
                           m_workers);
    return m_openings.size() > kOpenings ? next() : std::optional<ReadableBatch>();
}

Result<std::optional<ReadableBatch>> OpenedAhead::next() {
    if (m_openings.empty()) return std::optional<ReadableBatch>();
    m_openings.front().errand->finish();
    Result<ReadableBatch> opened = *std::move(m_openings.front().opened);
    m_openings.pop_front();
    if (!opened) return fail(std::move(opened).error());
    return std::optional(*std::move(opened));
}

} // namespace eventscope
