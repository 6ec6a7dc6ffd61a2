// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/history.h"
#include "core/store/memory/memory_store.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope::testing {

/// An event as the tests of histories write it down.
struct TestEvent {
    std::string type;
    std::string data = "{}";
    std::int64_t recordedUs = 0; ///< 0: one microsecond after the one before
    std::optional<std::int64_t> validUs = {};
};

/// A store that can be made to fail, over another one. One thread changes it.
class FaultyStore final : public EventStore {
  public:
    explicit FaultyStore(const EventStore &store) : m_store(&store) {}
    /// From now on it answers what `store` does.
    void become(const EventStore &store) { m_store = &store; }
    [[nodiscard]] const StoreInfo &info() const override { return m_store->info(); }
    [[nodiscard]] Result<Head> head(const JobControl &job) const override { return m_store->head(job); }
    [[nodiscard]] Result<BatchPtr> page(const Query &query, const JobControl &job) const override;
    [[nodiscard]] Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const override;
    [[nodiscard]] Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const override;
    [[nodiscard]] Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const override;
    [[nodiscard]] Result<SnapshotList> snapshots(const StreamId &stream, const JobControl &job) const override;

    mutable std::atomic<std::size_t> pages = 0; ///< pages read so far
    std::size_t failAtPage = ~0ULL;             ///< the page that answers Unavailable

  private:
    const EventStore *m_store;
};

/// A memory store with stream "s-1", between events of other streams.
class StreamFixture {
  public:
    explicit StreamFixture(const std::vector<TestEvent> &events);
    [[nodiscard]] std::shared_ptr<FaultyStore> store() const { return m_faulty; }
    [[nodiscard]] const StreamId &stream() const { return m_stream; }
    void putSnapshot(const Snapshot &snapshot);
    /// The position of the event with this version.
    [[nodiscard]] Position positionOf(Version version) const;
    /// The states before the first event and after each, folded from the start every time. The outcomes beside them.
    struct Plain {
        std::vector<Json> states; ///< states[n]: after n events
        std::vector<StepOutcome> outcomes;
    };
    [[nodiscard]] Plain foldPlainly(const Fold &fold) const;
    [[nodiscard]] HistoryPtr history(const FoldPtr &fold, const HistoryOptions &options = {}) const;

  private:
    SystemClock m_clock;
    std::unique_ptr<MemoryStore> m_store;
    std::shared_ptr<FaultyStore> m_faulty;
    StreamId m_stream{"s-1"};
};

/// Options by which every state is kept, only checkpoints are, or next to nothing is.
[[nodiscard]] std::vector<HistoryOptions> everyWayToKeep();

/// A fold made from a description, or the program ends.
[[nodiscard]] FoldPtr declared(std::string_view description);
/// The same states as `fold` gives, made anew for each event, as a fold over a native state makes them.
[[nodiscard]] FoldPtr nativeLike(FoldPtr fold);
[[nodiscard]] Json json(std::string_view text);

/// The value of a Result, or the end of the program with its error.
template <class T>
T must(Result<T> result) {
    if (result) return *std::move(result);
    throw std::runtime_error(describe(result.error()));
}

} // namespace eventscope::testing
