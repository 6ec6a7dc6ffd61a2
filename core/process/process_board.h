// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_row.h"
#include "core/projection/model_difference.h"
#include "core/projection/projection_context.h"

#include <cstdint>
#include <functional>
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

/// Hands out those instances of the rows that the filter wants, by their keys. Errors: those of `pages`, Corrupt.
[[nodiscard]] Result<void> eachInstance(const RowPages &pages, Time asOf, ProcessFilter filter,
                                        const std::function<void(ProcessInstance)> &take);

/// All instances that the table holds, the oldest first. `asOf` decides what is overdue: the time of the last event
/// where the log is looked at as of a place in it. Errors: those of the store, Corrupt. Cost: the whole table.
[[nodiscard]] Result<std::vector<ProcessInstance>> processBoard(ReadModelStore &models, const ModelInfo &model,
                                                                Time asOf, ProcessFilter filter, const JobControl &job);

/// The instances of a process that stand at one step.
struct ProcessColumn {
    std::string step; ///< of those that have ended: how
    ProcessStatus status = ProcessStatus::Running;
    std::uint64_t count = 0, overdue = 0, stuck = 0;
    std::vector<ProcessInstance> oldest; ///< at most as many as were wanted, the oldest first
};

/// A process manager as a board, as of a moment.
struct ProcessOverview {
    std::vector<ProcessColumn> columns; ///< roughly in the order in which instances come through them, ends last
    Position position;                  ///< up to which events are in it
    Time asOf;                          ///< what is overdue is so by then
    bool isBuilt = false;               ///< it has a table
    bool isReplayed = false;            ///< made again from the events, since the table is further by now
};

struct OverviewWanted {
    ProjectionPtr process = {};
    ProcessFilter filter = ProcessFilter::All;
    Position until = kEnd;         ///< as of here
    std::optional<Time> asOf = {}; ///< decides what is overdue; nothing: when the last event by then was recorded
    std::size_t instancesMax = 0;  ///< in each column
};

/// The board of a process: a column for each step at which an instance stands that the filter wants. From its table, or
/// from the events where that is further than `until`; without a table there is nothing. Errors: those of the stores
/// and of the run, Corrupt. Cost: the whole table; memory for what is answered, and for all rows when replayed.
[[nodiscard]] Result<ProcessOverview> processOverview(const ProjectionContext &context, const OverviewWanted &wanted,
                                                      const JobControl &job);

/// What one event did to an instance: a message that came in, and the commands that went out because of it.
struct ProcessStep {
    Position position;
    StreamId stream;
    Version version;
    std::string type;
    Time recordedAt;
    ProcessState after;
    Json state;                       ///< what the process itself remembers after it
    std::vector<ProcessCommand> sent; ///< commands of `after` that were not asked for before
    std::string failed;               ///< why it could not be taken; the instance is as before then
};

/// The life of one instance up to `until`, event by event. Errors: those of replay(). Cost: all events of the types
/// that the process knows.
[[nodiscard]] Result<std::vector<ProcessStep>> processStory(const EventStore &store, const Lens &lens,
                                                            const Projection &process, const std::string &key,
                                                            Position until, const JobControl &job);

} // namespace eventscope
