// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_row.h"

#include <chrono>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eventscope {

/// What a process manager may do with an instance when it hears of an event.
class ProcessMoves {
  public:
    /// `now`: when the event was recorded.
    ProcessMoves(ProcessState &process, Time now) : m_process(process), m_now(now) {}

    /// The next step; nothing is asked for and waited for any more.
    void goTo(std::string_view step) {
        m_process.step = step;
        m_process.commands.clear();
        m_process.waitingFor.clear();
        m_process.dueAt.reset();
    }
    void send(std::string_view command, std::map<std::string, std::string> arguments = {}) {
        m_process.commands.push_back({std::string(command), std::move(arguments)});
    }
    /// An event of one of these types should come within this time.
    void waitFor(std::vector<std::string> types, std::chrono::microseconds within) {
        m_process.waitingFor = std::move(types);
        m_process.dueAt = m_now + within;
    }
    void waitFor(std::initializer_list<std::string_view> types, std::chrono::microseconds within) {
        waitFor(std::vector<std::string>(types.begin(), types.end()), within);
    }
    void compensate() { m_process.status = ProcessStatus::Compensating; }
    void end(std::string_view outcome) {
        goTo(outcome);
        m_process.status = ProcessStatus::Ended;
        m_process.outcome = outcome;
    }

  private:
    ProcessState &m_process;
    const Time m_now;
};

} // namespace eventscope
