// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/filter/filter.h"
#include "core/json/json.h"
#include "core/lens/readable_batch.h"

#include <optional>

namespace eventscope {

/// A readable event, perhaps with a state and with one element of an array in its payload, as conditions and operations
/// look at it. Payloads are parsed when they are asked for, once. All must outlive it. One thread.
class EventSubject final : public FilterSubject {
  public:
    explicit EventSubject(const ReadableEvent &event, const Json *state = nullptr) : m_event(event), m_state(state) {}

    /// From now on with these; either may be null.
    void lookAt(const Json *state, const Json *element) {
        m_state = state;
        m_element = element;
    }

    [[nodiscard]] EventView event() const override { return m_event.stored(); }
    [[nodiscard]] std::string_view type() const override { return m_event.type(); }
    [[nodiscard]] int schemaVersion() const override { return m_event.schemaVersion(); }
    [[nodiscard]] const Json *data() const override;
    [[nodiscard]] const Json *metadata() const override;
    [[nodiscard]] const Json *state() const override { return m_state; }

    /// Why the lens could not read it; empty when it could.
    [[nodiscard]] std::string_view failure() const { return m_event.failure(); }
    [[nodiscard]] const Json *element() const { return m_element; }
    /// The payload, or why it is no document.
    [[nodiscard]] const Result<Json> &document() const;

  private:
    ReadableEvent m_event;
    const Json *m_state;
    const Json *m_element = nullptr;
    mutable std::optional<Result<Json>> m_data, m_metadata;
};

} // namespace eventscope
