// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/fold.h"
#include "core/lens/lens.h"
#include "core/store/event_store.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// Which stream is folded, through what, up to where. All of it must outlive the run.
struct StreamSource {
    const EventStore &store;
    const Lens &lens;
    const Fold &fold;
    const StreamId &stream;
    Position until = kEnd;
    Fields more = Fields::Header;     ///< columns that the visitor looks at besides
    std::optional<Pointer> watched{}; ///< the value whose setting FoldedStep::setsWatched tells

    /// The events after `after`, with every column that the lens, the fold and a step need.
    [[nodiscard]] Query query(Version after, std::size_t rowsMax) const;
};

/// A stored event after it was folded: all that the lens made of it, as one step.
struct FoldedStep {
    const ReadableBatch &events;
    std::size_t storedRow = 0;
    std::size_t firstRow = 0; ///< the readable rows [firstRow, firstRow + rows)
    std::size_t rows = 0;
    StepOutcome outcome = {};
    std::vector<std::string> ignored = {}; ///< types that the fold has no handler for
    bool setsWatched = false; ///< it wrote the watched value or what holds it; never where a run cannot know
    Json state = {}; ///< after it, where Emit::each() was asked for; shares with the one before what did not change

    [[nodiscard]] EventView stored() const { return (*events.stored())[storedRow]; }
    /// As the lens shows it where it made exactly one event of it, else as stored.
    [[nodiscard]] std::string_view type() const;
    [[nodiscard]] int schemaVersion() const;
};

using StepVisitor = std::function<Result<Flow>(FoldedStep &step)>;

/// Folds a stream forwards, some events at a time. One thread.
class StreamRun {
  public:
    explicit StreamRun(const StreamSource &source);

    /// Continues as a run that had folded everything up to `version`. Errors: Invalid, as FoldRun::restore.
    [[nodiscard]] Result<void> restore(std::string_view saved, Version version);
    /// Reads and folds at most `rowsMax` stored events; tells how many there were, 0 at the end of the stream.
    [[nodiscard]] Result<std::size_t> advance(std::size_t rowsMax, Emit emit, const StepVisitor &visit,
                                              const JobControl &job);
    /// Folds the rest of the stream in one scan.
    [[nodiscard]] Result<void> finish(const StepVisitor &visit, const JobControl &job);
    [[nodiscard]] FoldRun &fold() { return *m_run; }

  private:
    class RowRecorder;
    [[nodiscard]] Result<Flow> feed(BatchPtr stored, Emit emit, const StepVisitor &visit, const JobControl &job);

    StreamSource m_source;
    std::unique_ptr<FoldRun> m_run;
    Version m_last = kNoVersion;
    std::shared_ptr<bool> m_wrote; // the watched value, in the event under way; shared, as the run refers to it
    std::optional<Json> m_state;   // the last one that was published, unless events came after it
};

} // namespace eventscope
