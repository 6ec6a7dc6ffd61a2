// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/query.h"
#include "core/store/writable_event_store.h"

#include <cstdint>
#include <random>
#include <string>

namespace eventscope::testing {

/// Draws queries over a small store of varied events, so that most of them find some but not all.
class PrefilterGenerator {
  public:
    explicit PrefilterGenerator(std::mt19937_64 &random) : m_random(random) {}

    /// About 120 events in 6 streams with odd names, types, payloads and times.
    void fill(WritableEventStore &store);
    [[nodiscard]] Query query();
    /// With every payload atom replaced by Nothing, to see whether there was one.
    [[nodiscard]] static Prefilter withoutPayloads(Prefilter prefilter);

  private:
    [[nodiscard]] Prefilter tree(int depth, bool payloads);
    [[nodiscard]] Prefilter atom(bool payloads);
    [[nodiscard]] Comparison drawOp(int kinds);
    [[nodiscard]] int draw(int below) { return static_cast<int>(m_random() % static_cast<std::uint64_t>(below)); }
    [[nodiscard]] std::string drawOne(std::initializer_list<const char *> texts);

    std::mt19937_64 &m_random;
};

} // namespace eventscope::testing
