// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/job_control.h"
#include "core/base/time.h"
#include "core/event/filter/filter.h"
#include "core/fold/fold.h"
#include "core/json/diff.h"
#include "core/json/json.h"
#include "core/json/pointer.h"
#include "core/lens/lens.h"
#include "core/store/event_store.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// One event of a stream, as a step of its history. Where a lens makes several events of a stored one they are one
/// step.
struct Step {
    Version version;
    Position position;
    Time recordedAt;
    std::optional<Time> validAt;
    EventId id;
    std::string type;
    int schemaVersion = 1;
    StepOutcome outcome;
};

/// A state with all that says where it comes from.
struct StateAt {
    std::optional<std::size_t> step; ///< index of the last step in it; nothing: before the first event
    Json state;
    Provenance provenance;           ///< ignored types up to this step
    std::vector<std::size_t> failed; ///< steps up to this one whose event could not be folded
};

/// How a question about time was answered. Times are only an index: the position is the identity.
struct TimeAnswer {
    enum class Which : std::uint8_t { Recorded, Valid };
    Which clock = Which::Recorded;
    Time asked;
    std::optional<std::size_t> step; ///< the last step at or before `asked`; nothing: before the first event
    Position position;               ///< of that step
    bool tied = false;               ///< the next step carries the same time
    bool clockRanBack = false;       ///< some step is recorded earlier than one before it; order is by version
};

/// Which event last changed the value at a path, and what the value is.
struct BlameEntry {
    Pointer path;
    Json value; ///< scalars and empty containers; containers are listed through their members
    /// The step that last changed it; a step that set it to what it was did not. 0 also for what no event ever changed.
    std::size_t step = 0;
};

/// A moment in the life of one value.
struct ValueChange {
    std::size_t step = 0;
    std::optional<Json> value; ///< nothing: removed here
    bool changed = true;       ///< false: set to what it was (domain folds cannot tell)
};

/// A maximal run of steps at whose states a predicate holds: [from, to). `to` is nothing when it still holds.
struct Interval {
    std::size_t from = 0;
    std::optional<std::size_t> to;
};

struct HistoryOptions {
    /// For the states that are kept. Where not all of them fit: checkpoints at a spacing chosen from the measured cost,
    /// at least one, and the states around the step that was asked for last.
    std::size_t bytesMax = 32u << 20;
    Position until = kEnd; ///< build up to here
    /// What replaying from one checkpoint to the next may cost, about: half of what a look-up has, the rest is for
    /// restoring.
    std::chrono::microseconds replayBudget{1000};
};

/// All versions of one stream's state: look-ups, never a replay from the start.
///
/// Immutable once built, any thread; it reads the store again for what it does not keep and answers Corrupt when the
/// events are not the ones it was built from. Long streams replay at most one checkpoint spacing for a state, within a
/// budget of 2 ms or so. Persistent trees make neighbouring states share what did not change. Calls over all steps read
/// and fold the stream again; they can be stopped within a page of events, and report progress in steps.
class History {
  public:
    virtual ~History() = default;
    [[nodiscard]] virtual const StreamId &stream() const = 0;
    [[nodiscard]] virtual const FoldInfo &fold() const = 0;
    [[nodiscard]] virtual const std::vector<Step> &steps() const = 0;

    /// The state after `step`; nothing = before the first event. REQUIRES: step < steps().size().
    [[nodiscard]] virtual Result<StateAt> at(std::optional<std::size_t> step, const JobControl &job) const = 0;

    /// What `step` changed. Arrays of objects are aligned by their key.
    [[nodiscard]] virtual Result<std::vector<Change>> changes(std::size_t step, const JobControl &job) const = 0;
    /// What changed between the states after two steps, in either direction.
    [[nodiscard]] virtual Result<std::vector<Change>>
    diff(std::optional<std::size_t> from, std::optional<std::size_t> to, const JobControl &job) const = 0;

    /// For every scalar (and empty container) of the state after `step`: the event that last changed it.
    [[nodiscard]] virtual Result<std::vector<BlameEntry>> blame(std::size_t step, const JobControl &job) const = 0;
    /// Every time the value at `path` was set or removed, at step `from` or later, up to the last step.
    [[nodiscard]] virtual Result<std::vector<ValueChange>> valueHistory(const Pointer &path, std::size_t from,
                                                                        const JobControl &job) const = 0;
    [[nodiscard]] Result<std::vector<ValueChange>> valueHistory(const Pointer &path, const JobControl &job) const {
        return valueHistory(path, 0, job);
    }
    /// Exactly where `predicate` (scope State) holds from step `from` on: one forward pass over the states, correct for
    /// conditions that flip.
    [[nodiscard]] virtual Result<std::vector<Interval>> intervals(const Filter &predicate, std::size_t from,
                                                                  const JobControl &job) const = 0;
    [[nodiscard]] Result<std::vector<Interval>> intervals(const Filter &predicate, const JobControl &job) const {
        return intervals(predicate, 0, job);
    }

    /// This history and the events that were appended since, up to `until`; null when there are none. Of what is known
    /// nothing is folded again, but for the one time when the states no longer fit and it is built anew. What asks
    /// valueHistory() and intervals() from steps().size() of this one on need not fold the rest again either. Cost: the
    /// new events, and a copy of the list of steps (about 0.2 microseconds a step).
    [[nodiscard]] virtual Result<std::shared_ptr<const History>> grown(Position until, const JobControl &job) const = 0;

    /// The step with this version, or the last one below it; nothing: before the first.
    [[nodiscard]] std::optional<std::size_t> stepAtVersion(Version version) const;
    [[nodiscard]] std::optional<std::size_t> stepAtPosition(Position position) const;
    /// By valid time a step without one counts with its recorded time. Cost: O(steps).
    [[nodiscard]] TimeAnswer stepAtTime(Time time, TimeAnswer::Which clock = TimeAnswer::Which::Recorded) const;
};

using HistoryPtr = std::shared_ptr<const History>;

/// Reads and folds a stream. `onPart` (may be empty) is told now and then, on this thread, with a history of the steps
/// so far, so that a view can show them. A stream without events gives a history without steps. Errors: those of the
/// store and of the fold run; single events that fail are steps, not errors.
[[nodiscard]] Result<HistoryPtr> buildHistory(std::shared_ptr<const EventStore> store, LensPtr lens, FoldPtr fold,
                                              StreamId stream, const HistoryOptions &options,
                                              const std::function<void(HistoryPtr)> &onPart, const JobControl &job);

/// The end state of a stream at `until` without keeping versions: from the newest snapshot of this fold at or below
/// `until` (and, for a question about time, not taken from a later event) unless `trust` is No, else from 0. A snapshot
/// counts when it is of the same fold and version of its states, its event stands in the stream where it says, and it
/// can be read. What was ignored or failed before it is not known.
enum class TrustSnapshots : std::uint8_t { No, Yes };
struct FoldedState {
    Json state;
    Provenance provenance;
    std::optional<Version> version; ///< of the last event in it
    Position position;
    std::optional<Time> recordedAt;
    std::optional<Version> fromSnapshot; ///< the snapshot that was used
    std::vector<Version> failed;
};
[[nodiscard]] Result<FoldedState> foldStream(const EventStore &store, const Lens &lens, const Fold &fold,
                                             const StreamId &stream, Position until, TrustSnapshots trust,
                                             const JobControl &job);

} // namespace eventscope
