// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/writable_event_store.h"

#include <cstdint>

namespace bench {

/// The common workload, event by event: the same for the same number of events.
class Workload final : public eventscope::ImportSource {
  public:
    explicit Workload(std::uint64_t events);
    [[nodiscard]] std::uint64_t streams() const { return m_streams; }
    [[nodiscard]] eventscope::Result<bool> next(eventscope::ImportEvent &event) override;

  private:
    std::uint64_t m_events;
    std::uint64_t m_streams;
    std::uint64_t m_next = 0;
};

} // namespace bench
