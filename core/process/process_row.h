// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/record.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/json/json.h"
#include "core/store/read_model.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

enum class ProcessStatus : std::uint8_t {
    Running,
    Compensating, ///< it takes back what it has done
    Ended,
};
[[nodiscard]] constexpr auto enumWords(ProcessStatus) {
    return std::array<std::string_view, 3>{"running", "compensating", "ended"};
}
[[nodiscard]] constexpr std::string_view name(ProcessStatus status) {
    return enumWords(status)[static_cast<std::size_t>(status)];
}

/// What a process manager would ask others to do. It is shown, and never sent.
struct ProcessCommand {
    std::string name;
    std::map<std::string, std::string> arguments;
    static constexpr auto fields() {
        return std::tuple(field("name", &ProcessCommand::name), field("arguments", &ProcessCommand::arguments));
    }
    bool operator==(const ProcessCommand &) const = default;
};

/// What every instance of a process has, whatever it is about; the members of its row before "state".
struct ProcessState {
    ProcessStatus status = ProcessStatus::Running;
    std::string step;
    Time startedAt;                       ///< recordedAt of the event that started it
    Time changedAt;                       ///< of the last one that it heard of
    std::optional<Time> dueAt;            ///< when what it waits for should have come
    std::vector<std::string> waitingFor;  ///< types of events, any of them
    std::vector<ProcessCommand> commands; ///< that its step asks for
    std::string outcome;                  ///< how it ended; empty before
    bool operator==(const ProcessState &) const = default;
};

/// The members of ProcessState, in the order of a row, as those of a record that derives from it.
template <class Row>
[[nodiscard]] constexpr auto processFields() {
    const auto member = []<class Member>(std::string_view name, Member ProcessState::*of) {
        return Field<Row, Member>{name, of};
    };
    return std::tuple(member("status", &ProcessState::status), member("step", &ProcessState::step),
                      member("startedAt", &ProcessState::startedAt), member("changedAt", &ProcessState::changedAt),
                      member("dueAt", &ProcessState::dueAt), member("waitingFor", &ProcessState::waitingFor),
                      member("commands", &ProcessState::commands), member("outcome", &ProcessState::outcome));
}

/// The columns of a table of instances: the members of ProcessState, and "state".
[[nodiscard]] std::vector<ModelColumn> processColumns();

/// A row of such a table as a document, and the other way round. Errors: Corrupt (it is none), TooLarge (nested beyond
/// what Json takes).
[[nodiscard]] Result<ProcessState> processOf(const Json &row);
[[nodiscard]] Json stateOf(const Json &row);
[[nodiscard]] Result<Json> processRow(const ProcessState &process, Json state);

} // namespace eventscope
