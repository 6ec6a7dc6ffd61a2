// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/event_reader.h"
#include "core/fold/fold.h"

#include <string>
#include <utility>

namespace eventscope {

/// Folds the events of one aggregate as an EventReader takes them. One thread.
template <Aggregate A>
class EventDecoder {
  public:
    /// Folds row `row` of `batch` into `state`. Ignored: not one of the aggregate's types. Failed: the payload is not
    /// what the type promises, or the lens could not read it; the state is as before.
    [[nodiscard]] StepOutcome apply(const ReadableBatch &batch, std::size_t row, typename A::State &state) {
        const ReadableEvent event = batch[row];
        if (!event.failure().empty()) return {StepOutcome::Kind::Failed, std::string(event.failure())};
        const std::size_t kind = m_reader.kindOf(batch, row);
        if (kind == EventKinds<typename A::Event>::kCount) return {StepOutcome::Kind::Ignored, {}};
        std::string why = m_reader.read(event, kind, [&](const auto &record) { applyEvent<A>(state, record); });
        if (!why.empty()) return {StepOutcome::Kind::Failed, std::move(why)};
        return {};
    }

  private:
    EventReader<typename A::Event> m_reader;
};

} // namespace eventscope
