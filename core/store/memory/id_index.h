// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/segmented.h"
#include "core/base/time.h"
#include "core/event/event_batch.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace eventscope {

/// One event as the memory keeps it: data and metadata stand one behind the other at `payload`.
struct LogRow {
    std::int64_t version;
    std::int64_t recordedUs;
    std::int64_t validUs; ///< or EventBatch::kNoTime
    const char *payload;
    EventId id;
    std::uint32_t stream; ///< code of the dictionary
    std::uint32_t type;   ///< code of the dictionary
    std::uint32_t dataBytes;
    std::uint32_t metadataBytes;
    Encoding dataEncoding;
    Encoding metadataEncoding;

    [[nodiscard]] Payload data() const { return {dataEncoding, {payload, dataBytes}}; }
    [[nodiscard]] Payload metadata() const { return {metadataEncoding, {payload + dataBytes, metadataBytes}}; }
};

/// The number of a row in the log, from 0; its position is one more.
using RowNumber = std::uint32_t;

/// From event id to row: open addressing over row numbers, the ids themselves stay in the rows. About 8 bytes an event.
/// Of several rows with one id the first counts. The caller guards it.
class IdIndex {
  public:
    explicit IdIndex(const Segmented<LogRow> &rows) : m_rows(rows) {}
    [[nodiscard]] std::optional<RowNumber> find(const EventId &id) const;
    void insert(RowNumber row);
    void erase(RowNumber row);

  private:
    static constexpr RowNumber kFree = ~RowNumber{0};
    [[nodiscard]] std::size_t homeOf(const EventId &id) const;
    [[nodiscard]] std::size_t slotOf(const EventId &id) const;
    [[nodiscard]] std::size_t next(std::size_t slot) const { return (slot + 1) & (m_slots.size() - 1); }
    void grow();

    const Segmented<LogRow> &m_rows;
    std::vector<RowNumber> m_slots; ///< a power of two
    std::size_t m_used = 0;
};

} // namespace eventscope
