// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/aggregate.h"
#include "core/aggregate/compact_record.h"
#include "core/fold/fold.h"
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

/// Takes the events of one aggregate out of their stored bytes and folds them, without a Json in between. One thread.
template <Aggregate A>
class EventDecoder {
  public:
    /// Folds row `row` of `batch` into `state`. Ignored: not one of the aggregate's types. Failed: the payload is not
    /// what the type promises, or the lens could not read it; the state is as before.
    [[nodiscard]] StepOutcome apply(const ReadableBatch &batch, std::size_t row, typename A::State &state) {
        const ReadableEvent event = batch[row];
        if (!event.failure().empty()) return {StepOutcome::Kind::Failed, std::string(event.failure())};
        const std::size_t kind = kindOf(batch, row, event);
        if (kind == Kinds::kCount) return {StepOutcome::Kind::Ignored, {}};
        std::string why = applyKind(kind, event, state, std::make_index_sequence<Kinds::kCount>());
        if (!why.empty()) return {StepOutcome::Kind::Failed, std::move(why)};
        return {};
    }

  private:
    using Kinds = EventKinds<typename A::Event>;

    [[nodiscard]] std::size_t kindOf(const ReadableBatch &batch, std::size_t row, const ReadableEvent &event) {
        if (event.wasUpcast()) return Kinds::indexOf(event.type());
        const EventBatch &stored = *batch.stored();
        std::uint16_t &slot = m_codes.slot(stored.dictionaryPtr(), stored.type()[batch.storedRow(row)]);
        if (slot == TypeCodes::kUnseen) slot = static_cast<std::uint16_t>(Kinds::indexOf(event.type()));
        return slot;
    }

    // Both answer why it could not be folded; empty when it was.
    template <std::size_t... I>
    [[nodiscard]] std::string applyKind(std::size_t kind, const ReadableEvent &event, typename A::State &state,
                                        std::index_sequence<I...>) {
        std::string why;
        static_cast<void>(((kind == I && (why = applyOne(event, std::get<I>(m_events), state), true)) || ...));
        return why;
    }
    template <EventRecord E>
    [[nodiscard]] std::string applyOne(const ReadableEvent &event, E &record, typename A::State &state) {
        const Payload payload = event.payload();
        if (payload.encoding != Encoding::Json || !readCompact(payload.bytes, record)) {
            if (std::string why = openPayload(m_reader, event); !why.empty()) return why;
            const std::string_view wrong = readRecord(m_reader, record);
            if (!wrong.empty()) return unusableMember(E::kType, wrong);
        }
        applyEvent<A>(state, record);
        return {};
    }

    FieldReader m_reader;
    TypeCodes m_codes;
    typename Kinds::Tuple m_events; // reused from event to event, so that their texts keep their memory
};

} // namespace eventscope
