// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_moves.h"
#include "core/projection/record_projection.h"

#include <concepts>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace eventscope {

/// An instance of a process manager as one event finds it, and how it leaves it. `State` is what the process itself
/// remembers.
template <class State>
class ProcessInstanceEdit : public ProcessMoves {
  public:
    ProcessInstanceEdit(ProcessState &process, State &state, Time now) : ProcessMoves(process, now), m_state(state) {}
    [[nodiscard]] State &state() { return m_state; }

  private:
    State &m_state;
};

/// A process manager in C++, as a struct of types and pure static functions:
///
///     struct Checkout {
///         static constexpr std::string_view kName = "checkout";   // see checkSchema()
///         static constexpr std::string_view kText = "From the full basket to the paid order";
///         static constexpr int kVersion = 1;                      // raised whenever a function or State changes
///         struct State { ... fields() ... };                      // a Record
///         using Event = std::variant<BasketFilled, Paid>;         // of EventRecords
///         using Start = std::variant<BasketFilled>;               // those of them that begin an instance
///         // each for every event:
///         static std::string_view keyOf(const Paid &, const EventView &);
///         static void on(ProcessInstanceEdit<State> &, const Paid &, const EventView &);
///     };
///
/// Events of a key without an instance are none of its business, but for those that start one; neither is what comes
/// after an instance has ended. on() may throw as Projector::apply() may.
template <class P>
concept ProcessManager = Record<typename P::State> && requires {
    typename P::Event;
    typename P::Start;
    { P::kName } -> std::convertible_to<std::string_view>;
    { P::kText } -> std::convertible_to<std::string_view>;
    { P::kVersion } -> std::convertible_to<int>;
};

/// The instances of a process manager as rows of a projection, so that they are carried on, rebuilt, compared and
/// examined like any others: its state is persisted as theirs is.
template <ProcessManager P>
struct ProcessRows {
    static constexpr std::string_view kName = P::kName;
    static constexpr std::string_view kText = P::kText;
    static constexpr std::string_view kHandler = "on";
    static constexpr int kVersion = P::kVersion;

    struct Row : ProcessState {
        typename P::State state;
        static constexpr auto fields() {
            return std::tuple_cat(processFields<Row>(), std::tuple(field("state", &Row::state)));
        }
    };
    using Event = typename P::Event;

    [[nodiscard]] static auto keyOf(const auto &event, const EventView &view) { return P::keyOf(event, view); }

    template <class E>
    static void apply(std::optional<Row> &row, const E &event, const EventView &view) {
        if (!row && isStart<E>(static_cast<typename P::Start *>(nullptr))) {
            row.emplace();
            row->startedAt = view.recordedAt();
        }
        if (!row || row->status == ProcessStatus::Ended) return;
        row->changedAt = view.recordedAt();
        ProcessInstanceEdit<typename P::State> instance(*row, row->state, view.recordedAt());
        P::on(instance, event, view);
    }

  private:
    template <class E, class... Starts>
    static constexpr bool isStart(std::variant<Starts...> *) {
        return (std::same_as<E, Starts> || ...);
    }
};

template <ProcessManager P>
[[nodiscard]] ProjectionPtr processProjection() {
    return std::make_shared<RecordProjection<ProcessRows<P>>>();
}

} // namespace eventscope
