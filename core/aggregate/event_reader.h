// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/aggregate.h"
#include "core/aggregate/compact_record.h"
#include "core/json/field_reader.h"
#include "core/lens/readable_batch.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace eventscope {

/// Remembers which alternative each type code of a dictionary stands for, so that names are compared once per code.
class TypeCodes {
  public:
    static constexpr std::uint16_t kUnseen = 0xffff;
    /// The slot of `code`; kUnseen at first. A change of dictionary forgets everything.
    [[nodiscard]] std::uint16_t &slot(const std::shared_ptr<Dictionary> &dictionary, std::uint32_t code);

  private:
    std::shared_ptr<Dictionary> m_dictionary; // held, so that no other can take its address
    std::vector<std::uint16_t> m_slots;
};

/// Opens `reader` on the payload of `event`. Empty, or why that cannot be done.
[[nodiscard]] std::string openPayload(FieldReader &reader, const ReadableEvent &event);
/// "OrderPlaced has no usable \"orderId\""
[[nodiscard]] std::string unusableMember(std::string_view type, std::string_view member);

/// Takes events of the kinds in `Variant`, a std::variant of EventRecords, out of their stored bytes, without a Json in
/// between. One thread.
template <class Variant>
class EventReader {
  public:
    using Kinds = EventKinds<Variant>;

    /// Which alternative row `row` of `batch` is; Kinds::kCount: none.
    [[nodiscard]] std::size_t kindOf(const ReadableBatch &batch, std::size_t row) {
        const ReadableEvent event = batch[row];
        if (event.wasUpcast()) return Kinds::indexOf(event.type());
        const EventBatch &stored = *batch.stored();
        std::uint16_t &slot = m_codes.slot(stored.dictionaryPtr(), stored.type()[batch.storedRow(row)]);
        if (slot == TypeCodes::kUnseen) slot = static_cast<std::uint16_t>(Kinds::indexOf(event.type()));
        return slot;
    }

    /// Reads the event as alternative `kind` and calls `take` with the record, which is good until the next read(). The
    /// answer is why it could not be read, as its payload is not what the type promises; empty when it was.
    template <class Take>
    [[nodiscard]] std::string read(const ReadableEvent &event, std::size_t kind, Take &&take) {
        return readKind(event, kind, take, std::make_index_sequence<Kinds::kCount>());
    }

  private:
    template <class Take, std::size_t... I>
    [[nodiscard]] std::string readKind(const ReadableEvent &event, std::size_t kind, Take &take,
                                       std::index_sequence<I...>) {
        std::string why;
        static_cast<void>(((kind == I && (why = readOne(event, std::get<I>(m_events), take), true)) || ...));
        return why;
    }
    template <EventRecord E, class Take>
    [[nodiscard]] std::string readOne(const ReadableEvent &event, E &record, Take &take) {
        const Payload payload = event.payload();
        if (payload.encoding != Encoding::Json || !readCompact(payload.bytes, record)) {
            if (std::string why = openPayload(m_reader, event); !why.empty()) return why;
            const std::string_view wrong = readRecord(m_reader, record);
            if (!wrong.empty()) return unusableMember(E::kType, wrong);
        }
        take(std::as_const(record));
        return {};
    }

    FieldReader m_reader;
    TypeCodes m_codes;
    typename Kinds::Tuple m_events; // reused from event to event, so that their texts keep their memory
};

} // namespace eventscope
