// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/row_story.h"

#include "core/projection/key_choice.h"
#include "core/projection/replay.h"

#include <algorithm>
#include <array>

namespace eventscope {

namespace {

/// Trying an event after the other costs the square of their number.
constexpr std::size_t kTriedEventsMax = 1000;

/// Copies the events that touch each of the keys.
class Gathering final : public ReplayListener {
  public:
    explicit Gathering(Fields fields) : m_fields(fields) {}

    [[nodiscard]] bool wantsEdits() const override { return true; }
    void edited(const ReadableEvent &event, std::span<const RowEdit> edits) override {
        for (const RowEdit &edit : edits)
            add(edit.key, event.stored());
    }
    void failed(const ReadableEvent &event, std::string_view key, const std::string &) override {
        if (!key.empty()) add(std::string(key), event.stored());
    }
    [[nodiscard]] std::map<std::string, BatchPtr> batches() {
        std::map<std::string, BatchPtr> all;
        for (auto &[key, events] : m_byKey)
            all.emplace(key, events.builder.publish());
        return all;
    }

  private:
    struct Events {
        BatchBuilder builder;
        std::optional<Position> last;
    };

    void add(const std::string &key, const EventView &event) {
        Events &events = m_byKey.try_emplace(key, Events{{m_dictionary, m_fields}, {}}).first->second;
        // An event that was made into several touches the row once for each.
        if (events.last == event.position()) return;
        events.last = event.position();
        EventRow row;
        row.position = event.position();
        // Those of its batch may pass with it.
        row.stream = m_dictionary->streamCode(event.stream());
        row.type = m_dictionary->typeCode(event.type(), event.schemaVersion());
        row.version = event.version();
        row.recordedUs = toUs(event.recordedAt());
        if (const auto valid = event.validAt()) row.validUs = toUs(*valid);
        row.id = event.id();
        row.data = event.data();
        row.metadata = event.metadata();
        events.builder.add(row);
    }

    const Fields m_fields;
    const std::shared_ptr<Dictionary> m_dictionary = std::make_shared<Dictionary>();
    std::map<std::string, Events> m_byKey;
};

PartingEvent partingAt(const ReadableBatch &events, std::size_t row) {
    const EventView event = events[row].stored();
    return {event.position(), event.streamId(), event.version(), std::string(events[row].type())};
}

bool differ(const std::optional<Json> &a, const std::optional<Json> &b, std::string_view member) {
    return (a ? a->member(member) : Json()) != (b ? b->member(member) : Json());
}

/// The last event that changed a member in which `expected` and `actual` differ.
std::optional<std::size_t> lastToSet(const std::vector<std::optional<Json>> &states,
                                     const std::optional<Json> &expected, const std::optional<Json> &actual) {
    const Json &shape = expected ? *expected : *actual;
    for (std::size_t i = states.size() - 1; i > 0; --i)
        for (std::size_t m = 0; m < shape.size(); ++m)
            if (differ(expected, actual, shape.key(m)) && differ(states[i - 1], states[i], shape.key(m))) return i - 1;
    return std::nullopt;
}

} // namespace

RowStory::RowStory(const Projection &projection, const Lens &lens, std::string key, BatchPtr events)
    : m_projection(projection), m_lens(lens), m_key(std::move(key)), m_events(std::move(events)) {}

std::unique_ptr<ProjectionRun> RowStory::start() const { return m_projection.start(onlyKey(m_key), true); }

Result<RowStory::Row> RowStory::after(const ReadableBatch &events, std::span<const RowRange> ranges,
                                      const JobControl &job) const {
    const auto run = start();
    NoRows rows;
    for (const RowRange &range : ranges)
        ES_TRY(run->apply(events, range, rows, nullptr, job));
    ES_ASSIGN(changes, run->takeChanges());
    if (changes.empty() || !changes.front().row) return Row();
    return Row(normalRow(m_projection.info().schema, *changes.front().row));
}

Result<std::vector<RowStory::Row>> RowStory::afterEach(const ReadableBatch &events, const JobControl &job) const {
    const auto run = start();
    NoRows rows;
    std::vector<Row> states{std::nullopt};
    for (std::size_t i = 0; i < events.rows(); ++i) {
        ES_TRY(run->apply(events, {i, i + 1}, rows, nullptr, job));
        ES_ASSIGN(changes, run->takeChanges());
        Row state = states.back();
        if (!changes.empty()) {
            const auto &row = changes.front().row;
            state = row ? Row(normalRow(m_projection.info().schema, *row)) : Row();
        }
        states.push_back(std::move(state));
    }
    return states;
}

Result<RowDrift> RowStory::explain(RowDifference difference, const JobControl &job) const {
    const Row actual = difference.actual ? Row(difference.actual->row) : Row();
    const Row expected = difference.expected ? Row(difference.expected->row) : Row();
    RowDrift drift{std::move(difference), Parting::Unexplained, std::nullopt};
    ES_ASSIGN(events, m_lens.open(m_events));
    if (events.rows() == 0) return drift;
    ES_ASSIGN(states, afterEach(events, job));
    const auto as = [&](Parting parting, std::size_t row) {
        drift.parting = parting;
        drift.event = partingAt(events, row);
        return drift;
    };
    for (std::size_t i = states.size() - 1; i > 0; --i)
        if (states[i - 1] == actual) return as(Parting::Late, i - 1);
    const std::size_t end = events.rows();
    for (std::size_t i = 0; i < end && end <= kTriedEventsMax; ++i) {
        ES_ASSIGN(without, after(events, std::array{RowRange{0, i}, RowRange{i + 1, end}}, job));
        if (without == actual) return as(Parting::Skipped, i);
        ES_ASSIGN(twice, after(events, std::array{RowRange{0, i + 1}, RowRange{i, end}}, job));
        if (twice == actual) return as(Parting::Doubled, i);
    }
    if (const auto row = lastToSet(states, expected, actual)) return as(Parting::Unexplained, *row);
    return drift;
}

Result<std::map<std::string, RowStory>> storiesOf(const EventStore &store, const Lens &lens,
                                                  const Projection &projection, const KeyChoice &keys, Position until,
                                                  const JobControl &job) {
    Gathering gathering(queryFor(projection, lens, kBeforeAll, until).fields);
    ES_TRY(replay(store, lens, projection, keys, until, &gathering, job));
    std::map<std::string, RowStory> stories;
    for (auto &[key, events] : gathering.batches())
        stories.emplace(key, RowStory(projection, lens, key, std::move(events)));
    return stories;
}

} // namespace eventscope
