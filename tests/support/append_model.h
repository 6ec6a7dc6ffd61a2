// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/writable_event_store.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace eventscope::testing {

/// What an append did, in words: "appended 1-2", "duplicate 1-2", "wrong version, actual 3", "id conflict", ...
[[nodiscard]] std::string outcomeOf(const Result<Appended> &result);

/// The table "append semantics", written down a second time as plainly as possible, to check the stores against.
class AppendModel {
  public:
    /// The columns of the table.
    enum Column : std::uint8_t { StreamAbsent, NonePresent, AllPresent, SomePresent, OtherContent };
    static constexpr std::size_t kRows = 4, kColumns = 5;

    /// What append() must answer; remembers what it writes.
    [[nodiscard]] std::string append(const std::string &stream, Expected expected, const std::vector<NewEvent> &events);
    [[nodiscard]] const std::vector<NewEvent> &stream(const std::string &name) { return m_streams[name]; }
    /// How often each cell was met, by Expected::Kind and Column.
    [[nodiscard]] const auto &hits() const { return m_hits; }

  private:
    [[nodiscard]] Column columnOf(const std::string &stream, const std::vector<NewEvent> &events) const;
    [[nodiscard]] std::string repeated(const std::string &stream, Expected expected,
                                       const std::vector<NewEvent> &events);

    std::map<std::string, std::vector<NewEvent>> m_streams;
    std::map<EventId, std::pair<std::string, std::int64_t>> m_places; // stream and version
    std::array<std::array<int, kColumns>, kRows> m_hits{};
};

/// One random append, drawn so that every cell of the table is met often.
struct RandomAppend {
    std::string stream;
    Expected expected;
    std::vector<NewEvent> events;
};
class RandomAppends {
  public:
    /// Streams and ids are those of sequence number `sequence`; no two sequences share any.
    RandomAppends(std::mt19937_64 &random, int sequence) : m_random(random), m_prefix(std::to_string(sequence)) {}
    [[nodiscard]] RandomAppend next();
    [[nodiscard]] std::vector<std::string> streams() const { return {m_prefix + "-a", m_prefix + "-b"}; }

  private:
    [[nodiscard]] int draw(int below) { return static_cast<int>(m_random() % static_cast<std::uint64_t>(below)); }
    [[nodiscard]] Expected drawExpected();
    [[nodiscard]] NewEvent drawEvent();

    std::mt19937_64 &m_random;
    const std::string m_prefix;
    std::vector<RandomAppend> m_done;
};

} // namespace eventscope::testing
