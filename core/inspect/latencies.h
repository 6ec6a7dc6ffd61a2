// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace eventscope {

/// How long each of many calls took. One thread.
class Latencies {
  public:
    using Took = std::chrono::nanoseconds;

    void add(Took took) { m_took.push_back(took); }
    void add(const Latencies &other) { m_took.insert(m_took.end(), other.m_took.begin(), other.m_took.end()); }
    [[nodiscard]] std::size_t size() const { return m_took.size(); }
    /// The smallest time that at least `share` (0 to 1) of all calls did not exceed; 0 without any call. O(n).
    [[nodiscard]] Took percentile(double share) const;

  private:
    std::vector<Took> m_took;
};

} // namespace eventscope
