// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/lens/readable_batch.h"
#include "core/store/event_store.h"
#include "core/store/read_model.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

class GroupedRows;

/// The rows that a run works on, as they were last committed.
class RowSource {
  public:
    virtual ~RowSource() = default;
    /// In the order of `keys`; nothing for those that are not there.
    [[nodiscard]] virtual Result<std::vector<std::optional<ModelRow>>> rows(std::span<const std::string> keys) = 0;
};

/// For a run that began with an empty table and keeps all rows in memory.
class NoRows final : public RowSource {
  public:
    [[nodiscard]] Result<std::vector<std::optional<ModelRow>>> rows(std::span<const std::string> keys) override {
        return std::vector<std::optional<ModelRow>>(keys.size());
    }
};

/// A row before and after one event; nothing where it was not, or is no longer.
struct RowEdit {
    std::string key;
    std::optional<Json> before, after;
    bool operator==(const RowEdit &) const = default;
};

/// Told about events as a run takes them, in order.
class ProjectionSink {
  public:
    virtual ~ProjectionSink() = default;
    /// The event could not be taken; rows are as before it. `key` is empty when it could not be told.
    [[nodiscard]] virtual Result<void> failed(std::size_t row, std::string_view key, const std::string &reason) = 0;
    /// Asked once a batch: whether edited() is to be called, which costs.
    [[nodiscard]] virtual bool wantsEdits() const { return false; }
    /// What an event that was taken did to the rows, as normalRow() shows them; empty when it left them as they were.
    [[nodiscard]] virtual Result<void> edited(std::size_t row, std::span<const RowEdit> edits) {
        static_cast<void>(row), static_cast<void>(edits);
        return {};
    }
};

/// Readable events of a batch, from `first` up to, not including, `end`.
struct RowRange {
    std::size_t first = 0, end = 0;
};

/// A projection under way. One thread. Keeps rows in memory, as far as it can and in whatever form it likes, and asks
/// for those that it does not know.
class ProjectionRun {
  public:
    virtual ~ProjectionRun() = default;

    /// Takes the events of `range`; answers how many of them were the projection's (failed ones included, those of
    /// other types and of keys that were not chosen not). An event that fails leaves the rows as they were and the
    /// next one is taken. `sink` may be null. Errors: those of `rows` and `sink`, Cancelled, a lost fold host; the run
    /// must not be used then.
    [[nodiscard]] virtual Result<std::uint64_t> apply(const ReadableBatch &events, RowRange range, RowSource &rows,
                                                      ProjectionSink *sink, const JobControl &job) = 0;
    /// The rows that differ from what `rows` would say, each once, in no order. From now on they count as committed.
    [[nodiscard]] virtual Result<std::vector<RowChange>> takeChanges() = 0;
    /// About so many bytes are held.
    [[nodiscard]] virtual std::size_t bytes() const = 0;
    /// Lets go of rows that have not been used since the last call. REQUIRES: nothing to take.
    virtual void forget() = 0;
};

/// The keys to which a run is confined; nothing: all.
using KeyChoice = std::shared_ptr<const std::set<std::string, std::less<>>>;

struct ProjectionInfo {
    std::string name;     ///< "account-summary"; also that of its read model
    std::string language; ///< "C++", "JSON"
    std::string text;     ///< what it shows, for people; may be empty
    ModelSchema schema;
    std::optional<std::vector<std::string>> knownTypes; ///< sorted; nothing: takes every type
    int version = 1;
    Fingerprint fingerprint;      ///< changes whenever its rows may change
    Fields fields = Fields::Data; ///< columns beside the header that its runs look at
    [[nodiscard]] bool knows(std::string_view type) const;
};

/// Events in, rows out. Immutable, any thread.
///
/// Every event goes to the rows of some keys, and a row depends on the events of its key alone, so that one row can be
/// made again without the others.
class Projection {
  public:
    virtual ~Projection() = default;
    [[nodiscard]] virtual const ProjectionInfo &info() const = 0;
    /// A run that begins with an empty table when `isEmpty`: then nothing is asked for that was never made.
    [[nodiscard]] virtual std::unique_ptr<ProjectionRun> start(KeyChoice only, bool isEmpty) const = 0;
    /// The same as groups of events, for stores that put them together by themselves; null where it is no such thing.
    [[nodiscard]] virtual std::shared_ptr<const GroupedRows> grouped() const { return nullptr; }
    /// What takes events of a type that it knows, as it is called where the projection is written: "apply(OrderPlaced)"
    /// in C++, "/on/OrderPlaced" in JSON.
    [[nodiscard]] virtual std::string handlerOf(std::string_view type) const = 0;
};

using ProjectionPtr = std::shared_ptr<const Projection>;

} // namespace eventscope
