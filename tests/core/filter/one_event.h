// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/filter/filter.h"

#include <optional>
#include <string>

/// One event in a batch of its own.
struct OneEvent {
    std::string stream = "order-17";
    std::string type = "OrderPlaced";
    int schemaVersion = 2;
    eventscope::EventRow row;

    OneEvent() {
        using namespace eventscope;
        row.position = {0, 48211};
        row.version = {3};
        row.recordedUs = toUs(*parseTime("2026-03-04T12:00:03.881902Z"));
        row.id = *parseEventId("0190f3a2-7b1c-7def-8000-00000000c0de");
        row.data = {Encoding::Json, "{}"};
        row.metadata = {Encoding::Json, "{}"};
    }
    [[nodiscard]] eventscope::BatchPtr batch() const {
        using namespace eventscope;
        const auto dictionary = std::make_shared<Dictionary>();
        EventRow coded = row;
        coded.stream = dictionary->streamCode(stream);
        coded.type = dictionary->typeCode(type, schemaVersion);
        BatchBuilder builder(dictionary, Fields::All);
        builder.add(coded);
        return builder.publish();
    }
};

/// A batch of one event as a subject.
class OneSubject : public eventscope::FilterSubject {
  public:
    explicit OneSubject(eventscope::BatchPtr batch) : m_batch(std::move(batch)) {
        m_data = parsed(event().data());
        m_metadata = parsed(event().metadata());
    }
    [[nodiscard]] eventscope::EventView event() const override { return (*m_batch)[0]; }
    [[nodiscard]] const eventscope::Json *data() const override { return m_data ? &*m_data : nullptr; }
    [[nodiscard]] const eventscope::Json *metadata() const override { return m_metadata ? &*m_metadata : nullptr; }
    [[nodiscard]] const eventscope::Json *state() const override { return m_state ? &*m_state : nullptr; }

    std::optional<eventscope::Json> m_data, m_metadata, m_state;

  private:
    static std::optional<eventscope::Json> parsed(const eventscope::Payload &payload) {
        if (payload.encoding != eventscope::Encoding::Json) return std::nullopt;
        auto value = eventscope::Json::parse(payload.bytes);
        if (!value) return std::nullopt;
        return *value;
    }
    eventscope::BatchPtr m_batch;
};
