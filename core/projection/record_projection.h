// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/event_reader.h"
#include "core/base/no_memory.h"
#include "core/projection/projection.h"
#include "core/projection/row_columns.h"
#include "core/projection/row_table.h"

#include <concepts>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace eventscope {

/// A projection in C++, as a struct of types and pure static functions:
///
///     struct Visitors {
///         static constexpr std::string_view kName = "visitors"; // of the read model too, see checkSchema()
///         static constexpr std::string_view kText = "Who has been in which room";
///         static constexpr int kVersion = 1;                    // raised whenever a function or Row changes
///         struct Row { ... fields() ... };                      // a Record; its members are the columns
///         using Event = std::variant<DoorOpened, RoomClosed>;   // of EventRecords
///         // each for every event:
///         static std::string_view keyOf(const DoorOpened &, const EventView &); // or std::string
///         static void apply(std::optional<Row> &, const DoorOpened &, const EventView &);
///     };
///
/// apply() makes a row where there is none, changes it, or deletes it by reset(). It may answer Result<void>: an error
/// refuses the event, its message is the reason. keyOf() and apply() may throw a std::exception, what() is the reason
/// then. No reason may have any payload in it. An event that fails leaves the row as it was, for which the row is
/// copied before, unless apply() is noexcept and answers nothing. An EventView has the header of the event, and what a
/// `static constexpr Fields kFields` (Fields::Data when there is none) asks for.
///
/// A `static constexpr std::string_view kHandler` says what the functions are called for whom apply() stands in.
///
/// An event that the lens could not read counts by the type that it is stored under. Where the key of an event cannot
/// be told it is none of a run that is confined to some keys.
template <class P>
concept Projector = Record<typename P::Row> && requires {
    typename P::Event;
    { P::kName } -> std::convertible_to<std::string_view>;
    { P::kText } -> std::convertible_to<std::string_view>;
    { P::kVersion } -> std::convertible_to<int>;
};

/// See Projector. About 150 ns an event. One thread.
template <Projector P>
class RecordProjectionRun final : public ProjectionRun {
  public:
    RecordProjectionRun(KeyChoice only, bool isEmpty) : m_only(std::move(only)), m_table(isEmpty) {}

    [[nodiscard]] Result<std::uint64_t> apply(const ReadableBatch &events, RowRange range, RowSource &rows,
                                              ProjectionSink *sink, const JobControl &job) override {
        return withoutThrowing([&] { return applyAll(events, range, rows, sink, job); });
    }
    [[nodiscard]] Result<std::vector<RowChange>> takeChanges() override {
        return withoutThrowing([&] { return m_table.takeChanges(); });
    }
    [[nodiscard]] std::size_t bytes() const override { return m_table.bytes(); }
    void forget() override { m_table.forget(); }

  private:
    using Row = typename P::Row;
    using Reader = EventReader<typename P::Event>;
    using Entry = typename RowTable<Row>::Entry;
    enum class Outcome : std::uint8_t { Taken, Failed, NotChosen, NotLoaded };

    [[nodiscard]] Result<std::uint64_t> applyAll(const ReadableBatch &events, RowRange range, RowSource &rows,
                                                 ProjectionSink *sink, const JobControl &job) {
        constexpr std::size_t kRowsBetweenLooks = 256;
        m_keepsBefore = sink && sink->wantsEdits();
        std::uint64_t taken = 0;
        for (std::size_t row = range.first; row < range.end; ++row) {
            if (row % kRowsBetweenLooks == 0 && job.stopRequested()) return cancelled();
            const std::size_t kind = m_reader.kindOf(events, row);
            if (kind == Reader::Kinds::kCount) continue;
            Outcome outcome = take(events[row], kind);
            if (outcome == Outcome::NotLoaded) {
                ES_TRY(load(events, {row, range.end}, rows));
                outcome = take(events[row], kind);
            }
            if (outcome == Outcome::NotChosen) continue;
            ++taken;
            if (sink) ES_TRY(tell(*sink, row, outcome));
        }
        return taken;
    }

    [[nodiscard]] Outcome take(const ReadableEvent &event, std::size_t kind) {
        m_entry = nullptr;
        m_reason = event.failure();
        Outcome outcome = Outcome::Failed;
        if (m_reason.empty()) {
            std::string unreadable =
                m_reader.read(event, kind, [&](const auto &record) { outcome = takeRecord(record, event.stored()); });
            if (!unreadable.empty()) m_reason = std::move(unreadable);
        }
        return outcome == Outcome::Failed && !m_entry && m_only ? Outcome::NotChosen : outcome;
    }

    template <EventRecord E>
    [[nodiscard]] Outcome takeRecord(const E &record, const EventView &event) {
        const auto key = keyOf(record, event);
        if (!key) return Outcome::Failed;
        if (m_only && !m_only->contains(std::string_view(*key))) return Outcome::NotChosen;
        m_entry = m_table.find(*key);
        if (!m_entry) m_reason = wrongKey(*key);
        if (!m_entry) return m_reason.empty() ? Outcome::NotLoaded : Outcome::Failed;
        if (!change(m_entry->value, record, event)) return Outcome::Failed;
        m_table.touched(*m_entry, event.position());
        return Outcome::Taken;
    }

    /// Nothing, and the reason, when it throws.
    template <EventRecord E>
    [[nodiscard]] auto keyOf(const E &record, const EventView &event) {
        std::optional<std::decay_t<decltype(P::keyOf(record, event))>> key;
        if (!explained([&] { key.emplace(P::keyOf(record, event)); })) key.reset();
        return key;
    }

    template <EventRecord E>
    [[nodiscard]] bool change(typename RowTable<Row>::Slot &slot, const E &record, const EventView &event) {
        constexpr bool kAnswers = !std::is_void_v<decltype(P::apply(slot.row, record, event))>;
        constexpr bool kMayFail = kAnswers || !noexcept(P::apply(slot.row, record, event));
        if (kMayFail || m_keepsBefore) m_before = slot.row;
        if constexpr (!kMayFail) {
            P::apply(slot.row, record, event);
            return true;
        } else {
            const bool isDone = explained([&] {
                if constexpr (kAnswers) {
                    if (Result<void> done = P::apply(slot.row, record, event); !done)
                        m_reason = std::move(done).error().message;
                } else {
                    P::apply(slot.row, record, event);
                }
            });
            if (isDone && m_reason.empty()) return true;
            slot.row = m_before;
            return false;
        }
    }

    /// False, with the reason, when `work` throws.
    template <class Work>
    [[nodiscard]] bool explained(Work &&work) {
        try {
            work();
            return true;
        } catch (const std::bad_alloc &) {
            throw;
        } catch (const std::exception &problem) {
            m_reason = problem.what();
        }
        if (m_reason.empty()) m_reason = "it threw an exception without a word";
        return false;
    }

    /// Loads the rows that the events of `range` are about and that are not in memory.
    [[nodiscard]] Result<void> load(const ReadableBatch &events, RowRange range, RowSource &rows) {
        for (std::size_t row = range.first; row < range.end; ++row) {
            const std::size_t kind = m_reader.kindOf(events, row);
            const ReadableEvent event = events[row];
            if (kind == Reader::Kinds::kCount || !event.failure().empty()) continue;
            static_cast<void>(m_reader.read(event, kind, [&](const auto &record) {
                const auto key = keyOf(record, event.stored());
                if (key && (!m_only || m_only->contains(std::string_view(*key)))) m_table.want(*key);
            }));
        }
        return m_table.loadWanted(rows);
    }

    [[nodiscard]] Result<void> tell(ProjectionSink &sink, std::size_t row, Outcome outcome) {
        if (outcome == Outcome::Failed)
            return sink.failed(row, m_entry ? m_entry->key() : std::string_view(), m_reason);
        if (!m_keepsBefore) return {};
        RowEdit edit{std::string(m_entry->key()), {}, {}};
        ES_TRY(show(m_before, edit.before));
        ES_TRY(show(m_entry->value.row, edit.after));
        return sink.edited(row, std::span(&edit, edit.before == edit.after ? 0 : 1));
    }
    [[nodiscard]] static Result<void> show(const std::optional<Row> &row, std::optional<Json> &document) {
        if (!row) return {};
        ES_ASSIGN(json, RowForm<Row>::toJson(*row));
        document = std::move(json);
        return {};
    }

    const KeyChoice m_only;
    RowTable<Row> m_table;
    Reader m_reader;
    bool m_keepsBefore = false; // because the sink wants to see it
    // About the event that was looked at last:
    Entry *m_entry = nullptr;    // null when there is no key, or its row is not in memory
    std::optional<Row> m_before; // where it may be needed
    std::string m_reason;        // why it failed
};

/// The columns and the types of the events; `fields` as in ProjectionInfo. The fingerprint is made of all but the text.
[[nodiscard]] ProjectionInfo recordProjectionInfo(ModelSchema schema, std::string_view text, int version,
                                                  std::vector<std::string_view> types, Fields fields);

/// See Projector. Immutable, any thread.
template <Projector P>
class RecordProjection final : public Projection {
  public:
    [[nodiscard]] const ProjectionInfo &info() const override { return m_info; }
    [[nodiscard]] std::unique_ptr<ProjectionRun> start(KeyChoice only, bool isEmpty) const override {
        return std::make_unique<RecordProjectionRun<P>>(std::move(only), isEmpty);
    }
    [[nodiscard]] std::string handlerOf(std::string_view type) const override {
        return std::string(handler()) + "(" + std::string(type) + ")";
    }

  private:
    [[nodiscard]] static constexpr std::string_view handler() {
        if constexpr (requires { P::kHandler; }) return P::kHandler;
        return "apply";
    }
    [[nodiscard]] static constexpr Fields fields() {
        if constexpr (requires { P::kFields; }) return P::kFields;
        return Fields::Data;
    }
    const ProjectionInfo m_info =
        recordProjectionInfo({std::string(P::kName), columnsOfRecord<typename P::Row>()}, P::kText, P::kVersion,
                             EventKinds<typename P::Event>::types(), fields());
};

} // namespace eventscope
