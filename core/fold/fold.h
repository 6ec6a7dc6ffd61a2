// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/fold/provenance.h"
#include "core/json/json.h"
#include "core/json/pointer.h"
#include "core/lens/readable_batch.h"
#include "core/store/event_store.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// What a fold did with one event.
struct StepOutcome {
    enum class Kind : std::uint8_t { Applied, Ignored, Failed };
    Kind kind = Kind::Applied;
    std::string reason; ///< for Failed: why, in words
    bool operator==(const StepOutcome &) const = default;
};

/// Which states a sink wants to see.
struct Emit {
    enum class Kind : std::uint8_t { Last, Each, Every };
    Kind kind = Kind::Last;
    std::size_t every = 1; ///< for Every: after each n-th event and the last of the call

    [[nodiscard]] static Emit last() { return {}; }
    [[nodiscard]] static Emit each() { return {Kind::Each, 1}; }
    [[nodiscard]] static Emit everyNth(std::size_t n) { return {Kind::Every, n}; }
    /// True when the state after `row` of a call over `rows` is asked for.
    [[nodiscard]] bool wants(std::size_t row, std::size_t rows) const;
};

/// Told about every event that was folded, in order.
class StepSink {
  public:
    virtual ~StepSink() = default;
    /// `state` is null where Emit asked for none. Enough ends apply() after this event.
    [[nodiscard]] virtual Result<Flow> step(std::size_t row, const Json *state, const StepOutcome &outcome) = 0;
};

/// Told about a place in the state that an event writes to, whether or not the value there changes.
using WriteListener = std::function<void(const Pointer &place)>;

/// A fold under way over one stream. One thread; the state stays native (a struct, a draft, another process).
class FoldRun {
  public:
    virtual ~FoldRun() = default;
    /// Folds the events of the batch. An event that fails leaves the state as it was before it, is reported as Failed,
    /// and the next one is taken. Errors are only those that end everything (Cancelled, a lost fold host).
    [[nodiscard]] virtual Result<void> apply(const ReadableBatch &events, Emit emit, StepSink *sink,
                                             const JobControl &job) = 0;
    /// The state now; shares nodes with the state() before.
    [[nodiscard]] virtual Result<Json> state() = 0;
    /// From now on `listener` is told the places that an event writes to, before the sink is told the event. A run that
    /// does not know where it writes tells nothing.
    virtual void tellWrites(const WriteListener &listener) { static_cast<void>(listener); }
    /// A checkpoint, as the JSON text that a Snapshot keeps: restore(save()) on a fresh run of the same fold continues
    /// identically.
    [[nodiscard]] virtual Result<std::string> save() = 0;
    /// Errors: Invalid (not what save() gives); the run must not be used then.
    [[nodiscard]] virtual Result<void> restore(std::string_view saved) = 0;
};

struct FoldInfo {
    std::string name; ///< "BankAccount"
    ProvenanceKind kind = ProvenanceKind::Raw;
    std::string language;                               ///< "C++", "JSON", ""; for the badge
    std::vector<std::string> categories;                ///< streams it is made for; empty: any
    std::optional<std::vector<std::string>> knownTypes; ///< sorted; nothing: takes every type
    Fingerprint fingerprint;                            ///< changes whenever its states may change
    int version = 1;              ///< of the shape of its states: snapshots count for the same name and version only
    Fields fields = Fields::Data; ///< columns beside the header that its runs look at
    [[nodiscard]] bool knows(std::string_view type) const;
    /// "BankAccount (C++)", as a Provenance names it.
    [[nodiscard]] std::string title() const;
};

/// A way to make states from events. Immutable, any thread.
class Fold {
  public:
    virtual ~Fold() = default;
    [[nodiscard]] virtual const FoldInfo &info() const = 0;
    [[nodiscard]] virtual std::unique_ptr<FoldRun> start() const = 0;
};

using FoldPtr = std::shared_ptr<const Fold>;

} // namespace eventscope
