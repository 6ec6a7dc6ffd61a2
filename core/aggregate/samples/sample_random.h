// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/command_context.h"
#include "core/base/ids.h"
#include "core/base/time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace eventscope::samples {

/// Numbers that depend on a seed alone, on every machine alike (xoshiro256**, Blackman and Vigna; seeded by
/// splitmix64). The standard library's distributions differ between implementations, so these are our own. One thread.
class SampleRandom {
  public:
    explicit SampleRandom(std::uint64_t seed);

    [[nodiscard]] std::uint64_t next();
    /// 0 to `bound` - 1. REQUIRES: bound > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
    /// Both ends included.
    [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most);
    [[nodiscard]] Duration between(Duration least, Duration most);
    /// True once in `times`, on average.
    [[nodiscard]] bool oneIn(std::uint64_t times) { return below(times) == 0; }
    template <class T, std::size_t N>
    [[nodiscard]] const T &pick(const std::array<T, N> &list) {
        return list[below(N)];
    }
    /// A UUID of version 4 in shape, as text.
    [[nodiscard]] std::string uuid();

  private:
    std::array<std::uint64_t, 4> m_state{};
};

/// UUIDv7 in shape: the clock's milliseconds first, so that ids rise with time, and numbers from a seed behind them.
class SeededEventIds final : public EventIdSource {
  public:
    SeededEventIds(std::uint64_t seed, Clock &clock) : m_random(seed), m_clock(clock) {}
    [[nodiscard]] EventId next() override;

  private:
    SampleRandom m_random;
    Clock &m_clock;
};

} // namespace eventscope::samples
