// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_arena.h"
#include "core/base/segmented.h"
#include "core/event/event_batch.h"
#include "core/store/memory/id_index.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// The rows of one stream, of one category or of one type.
struct RowList {
    enum class Kind : std::uint8_t { Stream, Category, Type };
    Kind kind = Kind::Stream;
    std::uint32_t code = 0;
};

/// Events in memory, append only: what the memory store and the file store stand on.
///
/// Threads: one writer at a time (callers see to that) and any number of readers. A row below rows() never changes and
/// is read without a lock; lists of row numbers are copied out under a short shared lock. Rows that the writer added
/// but did not publish are not seen by rows() and can be discarded. At most 2^32 - 1 events; about 100 bytes an event
/// and its payloads.
class EventLog {
  public:
    EventLog();

    [[nodiscard]] const std::shared_ptr<Dictionary> &dictionary() const { return m_dictionary; }

    // Readers. `visible` is a value of rows(): what came later is left out.
    [[nodiscard]] std::size_t rows() const { return m_published.load(std::memory_order_acquire); }
    [[nodiscard]] const LogRow &row(std::size_t number) const { return m_rows[number]; }
    /// The row as a batch builder takes it; its content hash only when `fields` asks for it.
    [[nodiscard]] EventRow eventRow(std::size_t number, Fields fields) const;
    [[nodiscard]] std::optional<RowNumber> findId(const EventId &id, std::size_t visible) const;
    [[nodiscard]] std::optional<std::uint32_t> findCategory(std::string_view name) const;
    /// Rows of a list below `row`.
    [[nodiscard]] std::size_t countBelow(RowList list, std::size_t row) const;
    /// How many of the first `count` rows of a stream have a version of at most `version`. Cost: O(log count).
    [[nodiscard]] std::size_t countUntil(std::uint32_t stream, Version version, std::size_t count) const;
    /// Copies entries [from, from + to.size()) of a list. REQUIRES: they exist.
    void copy(RowList list, std::size_t from, std::span<RowNumber> to) const;
    struct Category {
        std::string name;
        std::uint32_t code = 0;
        std::uint64_t streams = 0, events = 0;
    };
    /// Sorted by name; those with an event among the first `visible`.
    [[nodiscard]] std::vector<Category> categories(std::size_t visible) const;
    [[nodiscard]] std::uint32_t categoryOfStream(std::uint32_t stream) const;
    /// Waits until rows() is above `seen`, `stop` is requested or `wait` is over.
    void waitBeyond(std::size_t seen, const std::stop_token &stop, std::chrono::milliseconds wait) const;

    // The writer. It sees its unpublished rows.
    /// Of the stream's last event; nothing when it has none.
    [[nodiscard]] std::optional<Version> lastVersion(std::string_view stream) const;
    [[nodiscard]] std::optional<RowNumber> findId(const EventId &id) const { return m_ids.find(id); }
    struct Added {
        std::string_view stream;
        Version version;
        std::int64_t recordedUs = 0;
        std::int64_t validUs = EventBatch::kNoTime;
        EventId id;
        std::string_view type;
        int schemaVersion = 1;
        Payload data, metadata; ///< copied
    };
    void add(const Added &event);
    /// Shows what was added to the readers, all at once.
    void publish();
    /// Forgets what was added since the last publish().
    void discard();

  private:
    using Rows = std::vector<RowNumber>;
    [[nodiscard]] const Rows &rowsOf(RowList list) const;
    void index(RowNumber number, const LogRow &row);
    void unindex(RowNumber number, const LogRow &row);
    [[nodiscard]] std::uint32_t categoryCode(std::uint32_t stream);

    const std::shared_ptr<Dictionary> m_dictionary;
    Segmented<LogRow> m_rows;
    std::atomic<std::size_t> m_published = 0;
    std::size_t m_added = 0;     // the writer's
    ByteArena m_payloads;        // the writer's
    ByteArena::Mark m_safePoint; // the writer's; where the published payloads end

    mutable std::shared_mutex m_mutex;
    mutable std::condition_variable_any m_grown;
    IdIndex m_ids;                                                  // written under m_mutex
    std::vector<Rows> m_streamRows, m_categoryRows, m_typeRows;     // by code; written under m_mutex
    std::vector<std::uint32_t> m_categoryOfStream;                  // by stream code; written under m_mutex
    std::vector<Rows> m_firstRows;                                  // by category: the first row of each stream
    std::map<std::string, std::uint32_t, std::less<>> m_categories; // written under m_mutex
};

} // namespace eventscope
