// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_row.h"
#include "core/projection/projection_context.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// One instance of a process, as of a moment.
struct ProcessInstance {
    std::string key;
    ProcessState process;
    Json state;               ///< what the process itself remembers
    Position position;        ///< of the last event that it heard of
    std::uint64_t events = 0; ///< so many events went to its key
    bool isOverdue = false;   ///< what it waits for should have come by then
    bool isStuck = false;     ///< and as long again has gone by: it will hardly come any more

    [[nodiscard]] std::chrono::microseconds age(Time asOf) const;
};

/// Reads a row of the projection of a process manager. Errors: Corrupt (it is none).
[[nodiscard]] Result<ProcessInstance> instanceOf(const ModelRow &row, Time asOf);

/// Which instances are wanted.
enum class ProcessFilter : std::uint8_t { All, Running, Compensating, Ended, Overdue, Stuck };
/// "all", "running", ...
[[nodiscard]] std::string_view name(ProcessFilter filter);
[[nodiscard]] bool matches(ProcessFilter filter, const ProcessInstance &instance);

/// All instances that the table holds, the oldest first. `asOf` decides what is overdue: the time of the last event
/// where the log is looked at as of a place in it. Errors: those of the store, Corrupt. Cost: the whole table.
[[nodiscard]] Result<std::vector<ProcessInstance>> processBoard(ReadModelStore &models, const ModelInfo &model,
                                                                Time asOf, ProcessFilter filter, const JobControl &job);

/// What one event did to an instance: a message that came in, and the commands that went out because of it.
struct ProcessStep {
    Position position;
    StreamId stream;
    Version version;
    std::string type;
    Time recordedAt;
    ProcessState after;
    std::vector<ProcessCommand> sent; ///< commands of `after` that were not asked for before
    std::string failed;               ///< why it could not be taken; the instance is as before then
};

/// The life of one instance up to `until`, event by event. Errors: those of replay(). Cost: all events of the types
/// that the process knows.
[[nodiscard]] Result<std::vector<ProcessStep>> processStory(const EventStore &store, const Lens &lens,
                                                            const Projection &process, const std::string &key,
                                                            Position until, const JobControl &job);

} // namespace eventscope
