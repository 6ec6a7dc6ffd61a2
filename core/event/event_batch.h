// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/event/dictionary.h"
#include "core/event/payload.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// Which columns beside the header (position, stream, version, type, recorded time) a reader wants.
enum class Fields : std::uint8_t { Header = 0, Id = 1, Data = 2, Metadata = 4, ValidAt = 8, Hash = 16, All = 31 };
[[nodiscard]] constexpr Fields operator|(Fields a, Fields b) {
    return static_cast<Fields>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
[[nodiscard]] constexpr bool has(Fields fields, Fields wanted) {
    return (static_cast<std::uint8_t>(fields) & static_cast<std::uint8_t>(wanted)) == static_cast<std::uint8_t>(wanted);
}

/// Where a payload lies in the arena of its batch.
struct PayloadRef {
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
    Encoding encoding = Encoding::Json;
};

class EventView;

/// Events in columns, with their payloads in one arena. Immutable once published and then readable from any thread;
/// every view of it dies with it. Columns that were not asked for are empty.
class EventBatch {
  public:
    /// "no valid time" in validUs().
    static constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();
    /// Readable bytes behind the end of the arena, so that SIMD parsers need no copy.
    static constexpr std::size_t kArenaSlack = 64;

    [[nodiscard]] std::size_t rows() const { return m_minor.size(); }
    [[nodiscard]] Fields fields() const { return m_fields; }
    [[nodiscard]] EventView operator[](std::size_t row) const;

    /// Empty while all are 0 (our own stores).
    [[nodiscard]] std::span<const std::uint64_t> major() const { return m_major; }
    [[nodiscard]] std::span<const std::uint64_t> minor() const { return m_minor; }
    [[nodiscard]] std::span<const std::uint32_t> stream() const { return m_stream; }
    [[nodiscard]] std::span<const std::uint32_t> type() const { return m_type; }
    [[nodiscard]] std::span<const std::int64_t> version() const { return m_version; }
    [[nodiscard]] std::span<const std::int64_t> recordedUs() const { return m_recordedUs; }
    [[nodiscard]] std::span<const std::int64_t> validUs() const { return m_validUs; }
    [[nodiscard]] std::span<const EventId> ids() const { return m_ids; }
    [[nodiscard]] std::span<const PayloadRef> data() const { return m_data; }
    [[nodiscard]] std::span<const PayloadRef> metadata() const { return m_metadata; }
    [[nodiscard]] std::span<const eventscope::Hash> hashes() const { return m_hashes; }
    [[nodiscard]] std::string_view arena() const { return {m_arena.data(), m_arenaBytes}; }
    [[nodiscard]] Payload payload(PayloadRef ref) const {
        return {ref.encoding, {m_arena.data() + ref.offset, ref.size}};
    }
    [[nodiscard]] const Dictionary &dictionary() const { return *m_dictionary; }
    [[nodiscard]] const std::shared_ptr<Dictionary> &dictionaryPtr() const { return m_dictionary; }
    /// Bytes this batch keeps alive.
    [[nodiscard]] std::size_t bytes() const;

  private:
    friend class BatchBuilder;
    EventBatch() = default;

    Fields m_fields = Fields::Header;
    std::shared_ptr<Dictionary> m_dictionary;
    std::vector<std::uint64_t> m_major, m_minor;
    std::vector<std::uint32_t> m_stream, m_type;
    std::vector<std::int64_t> m_version, m_recordedUs, m_validUs;
    std::vector<EventId> m_ids;
    std::vector<PayloadRef> m_data, m_metadata;
    std::vector<eventscope::Hash> m_hashes; // content hash
    std::vector<char> m_arena;              // m_arenaBytes of payloads, then kArenaSlack
    std::size_t m_arenaBytes = 0;
};

using BatchPtr = std::shared_ptr<const EventBatch>;

/// One event of a batch: the row-wise face of the columns. Fields that were not asked for answer as said.
class EventView {
  public:
    EventView(const EventBatch &batch, std::size_t row) : m_batch(&batch), m_row(row) {}

    [[nodiscard]] Position position() const {
        return {m_batch->major().empty() ? 0 : m_batch->major()[m_row], m_batch->minor()[m_row]};
    }
    [[nodiscard]] std::string_view stream() const { return m_batch->dictionary().stream(m_batch->stream()[m_row]); }
    [[nodiscard]] StreamId streamId() const { return {std::string(stream())}; }
    [[nodiscard]] Version version() const { return {m_batch->version()[m_row]}; }
    [[nodiscard]] std::string_view type() const { return typeName().name; }
    [[nodiscard]] int schemaVersion() const { return typeName().schemaVersion; }
    [[nodiscard]] const TypeName &typeName() const { return m_batch->dictionary().type(m_batch->type()[m_row]); }
    [[nodiscard]] Time recordedAt() const { return timeOfUs(m_batch->recordedUs()[m_row]); }
    /// Nothing when the event has none or it was not asked for.
    [[nodiscard]] std::optional<Time> validAt() const;
    /// The null id when it was not asked for.
    [[nodiscard]] EventId id() const { return m_batch->ids().empty() ? EventId{} : m_batch->ids()[m_row]; }
    /// Empty when it was not asked for.
    [[nodiscard]] Payload data() const {
        return m_batch->data().empty() ? Payload{} : m_batch->payload(m_batch->data()[m_row]);
    }
    [[nodiscard]] Payload metadata() const {
        return m_batch->metadata().empty() ? Payload{} : m_batch->payload(m_batch->metadata()[m_row]);
    }

    [[nodiscard]] const EventBatch &batch() const { return *m_batch; }
    /// Codes of the dictionary of batch().
    [[nodiscard]] std::uint32_t streamCode() const { return m_batch->stream()[m_row]; }
    [[nodiscard]] std::uint32_t typeCode() const { return m_batch->type()[m_row]; }

  private:
    const EventBatch *m_batch;
    std::size_t m_row;
};

inline EventView EventBatch::operator[](std::size_t row) const { return {*this, row}; }

/// Everything of one event that a builder can take; what `fields` of the builder leave out is ignored.
struct EventRow {
    Position position;
    std::uint32_t stream = 0; ///< code of the dictionary
    std::uint32_t type = 0;   ///< code of the dictionary
    Version version;
    std::int64_t recordedUs = 0;
    std::int64_t validUs = EventBatch::kNoTime;
    EventId id;
    Payload data;
    Payload metadata;
    Hash hash;
};

/// Fills a batch row by row and publishes it. One thread.
class BatchBuilder {
  public:
    BatchBuilder(std::shared_ptr<Dictionary> dictionary, Fields fields);
    void reserve(std::size_t rows, std::size_t arenaBytes);
    /// Copies the payloads into the arena.
    void add(const EventRow &row);
    [[nodiscard]] std::size_t rows() const { return m_batch->rows(); }
    [[nodiscard]] std::size_t arenaBytes() const { return m_batch->m_arena.size(); }
    /// Whose codes the rows have.
    [[nodiscard]] const std::shared_ptr<Dictionary> &dictionary() const { return m_batch->m_dictionary; }
    /// The batch so far; the builder starts a new one.
    [[nodiscard]] BatchPtr publish();

  private:
    [[nodiscard]] PayloadRef store(const Payload &payload);
    std::shared_ptr<EventBatch> m_batch;
};

} // namespace eventscope
