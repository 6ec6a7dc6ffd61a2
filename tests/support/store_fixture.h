// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/store/event_store.h"
#include "core/store/writable_event_store.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope::testing {

/// The value, or the end of the test with the error's text.
template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// Gives 2026-03-01 and then one `step` more at every call.
class StepClock final : public Clock {
  public:
    explicit StepClock(std::int64_t stepUs = 1'000'000) : m_stepUs(stepUs) {}
    Time now() override { return timeOfUs(kStartUs + m_stepUs * m_calls++); }
    static constexpr std::int64_t kStartUs = 1'772'323'200'000'000;

  private:
    const std::int64_t m_stepUs;
    std::atomic<std::int64_t> m_calls = 0;
};

/// An event as a value, with everything that a store tells of it.
struct PlainEvent {
    Position position;
    std::string stream;
    Version version;
    std::string type;
    int schemaVersion = 1;
    Time recordedAt;
    std::optional<Time> validAt;
    EventId id;
    Encoding dataEncoding = Encoding::Json;
    std::string data;
    Encoding metadataEncoding = Encoding::Json;
    std::string metadata;
    Hash hash;
    bool operator==(const PlainEvent &) const = default;
};
[[nodiscard]] PlainEvent plain(const EventBatch &batch, std::size_t row);

/// A new event whose id depends on `name` only, with `name` in its data.
[[nodiscard]] NewEvent eventNamed(std::string_view name, std::string type = "Happened");
[[nodiscard]] std::vector<NewEvent> eventsNamed(const std::vector<std::string> &names);

/// Everything the query finds, through scan(), with all fields.
[[nodiscard]] std::vector<PlainEvent> readAll(const EventStore &store, Query query = {});
[[nodiscard]] std::vector<PlainEvent> readStream(const EventStore &store, const std::string &stream);

/// Gives what is in a list, then ends; or fails with `error` instead of ending.
class ListSource final : public ImportSource {
  public:
    explicit ListSource(std::vector<ImportEvent> events) : m_events(std::move(events)) {}
    std::optional<Error> error;
    Result<bool> next(ImportEvent &event) override;

  private:
    std::vector<ImportEvent> m_events;
    std::size_t m_next = 0;
};
/// As `event` would be written out and imported elsewhere.
[[nodiscard]] ImportEvent importOf(const PlainEvent &event);

} // namespace eventscope::testing
