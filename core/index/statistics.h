// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/dictionary.h"
#include "core/index/chosen_rows.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// A group of events by name.
struct NamedCount {
    std::string name;
    std::uint64_t events = 0;
    [[nodiscard]] bool operator==(const NamedCount &) const = default;
};

/// A span of a given length with as many events as any other of that length: the first of them.
struct BusySpan {
    TimeSpan span{};
    std::uint64_t events = 0;
    [[nodiscard]] bool operator==(const BusySpan &) const = default;
};

/// What the headers of some events say, taken together.
struct Statistics {
    static constexpr std::size_t kStreamsMax = 1000;
    static constexpr std::size_t kGapsMax = 5;

    std::uint64_t events = 0;
    std::uint64_t streams = 0;
    std::vector<NamedCount> types;          ///< each over its schema versions; most frequent first, then by name
    std::vector<NamedCount> categories;     ///< in the same order
    std::vector<NamedCount> longestStreams; ///< in the same order, kStreamsMax at most
    /// From the first recorded time to the last, which both have events; nothing without events.
    std::optional<Time> first, last;
    BusySpan second, minute, hour, day; ///< the busiest ones; without events all zero
    std::vector<TimeSpan> gaps; ///< between neighbours in time, longest first, kGapsMax at most; the ends have events

    [[nodiscard]] bool operator==(const Statistics &) const = default;
    /// Events in so much time, on average over first to last; nothing where that is no time at all.
    [[nodiscard]] std::optional<double> rate(Duration unit) const;
};

/// Takes events one by one and adds them up. 8 bytes an event and 8 a stream until take(). One thread.
class StatisticsBuilder {
  public:
    /// `dictionary` outlives it.
    explicit StatisticsBuilder(const Dictionary &dictionary) : m_dictionary(dictionary) {}

    void reserve(std::uint64_t events) { m_timesUs.reserve(events); }
    void add(std::uint32_t stream, std::uint32_t type, std::int64_t recordedUs) {
        count(m_byStream, stream);
        count(m_byType, type);
        m_timesUs.push_back(recordedUs);
    }
    /// O(events), times log(events) where recorded times ran back. The builder is empty again. Errors: Cancelled.
    [[nodiscard]] Result<Statistics> take(const JobControl &job);

  private:
    static void count(std::vector<std::uint64_t> &counts, std::uint32_t code) {
        if (code >= counts.size()) counts.resize(code + 1u, 0);
        ++counts[code];
    }
    void takeNames(Statistics &statistics) const;
    void takeTimes(Statistics &statistics);

    const Dictionary &m_dictionary;
    std::vector<std::uint64_t> m_byStream, m_byType; // by code
    std::vector<std::int64_t> m_timesUs;
};

/// Of rows of an index, without asking the store. Reports rows. Errors: Cancelled.
[[nodiscard]] Result<Statistics> statisticsOf(const LogIndex &index, const ChosenRows &rows, const JobControl &job);

} // namespace eventscope
