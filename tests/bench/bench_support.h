// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What every bench program needs: a stop-watch, the seeded numbers, and an end on error.
namespace bench {

class StopWatch {
  public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

  private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// The linear congruence that the peers use too (Knuth's MMIX constants).
class Sequence {
  public:
    std::uint64_t below(std::uint64_t bound) {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return (m_state >> 33) % bound;
    }

  private:
    std::uint64_t m_state = 1;
};

template <class T>
T must(eventscope::Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s\n", eventscope::describe(result.error()).c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// The most that was resident so far; 0 where it is not to be had. getrusage() would count the parent's, too.
inline double peakMegabytes() {
    constexpr std::string_view kPeak = "VmHWM:";
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(kPeak)) return std::strtod(line.c_str() + kPeak.size(), nullptr) * 1024 / 1e6;
    return 0;
}

inline void report(double seconds, const std::string &checksum) {
    std::printf("{\"seconds\":%.6f,\"checksum\":\"%s\",\"peakMB\":%.3f}\n", seconds, checksum.c_str(), peakMegabytes());
}

/// The non-empty lines of a text.
inline std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (end > 0) lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace bench
