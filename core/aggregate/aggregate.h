// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/record.h"
#include "core/base/result.h"

#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace eventscope {

/// One kind of event: a plain record with the name under which it is stored and the version of its schema.
template <class T>
concept EventRecord = Record<T> && requires {
    { T::kType } -> std::convertible_to<std::string_view>;
    { T::kSchemaVersion } -> std::convertible_to<int>;
};

/// The write side of one kind of stream, as a struct of types and pure static functions:
///
///     struct Door {
///         static constexpr std::string_view kName = "Door";      // of the fold and of its snapshots
///         static constexpr std::string_view kCategory = "door";  // streams are "door-..."
///         static constexpr int kFoldVersion = 1;                 // raised whenever evolve() or State changes
///         struct State { ... fields() ... };                     // a Record; the default one is "nothing happened
///         yet" using Event = std::variant<DoorOpened, DoorShut>;      // of EventRecords static
///         Result<std::vector<Event>> decide(const State &, const OpenDoor &);  // one for each command static void
///         evolve(State &, const DoorOpened &);                            // one for each event
///     };
///
/// decide() checks a command against the state and answers the events that it makes, or Refused with the reason in
/// plain words, without any payload in it. evolve() never fails and never refuses: what is recorded has happened. It
/// must bear any payload, as events may have been written past the aggregate.
template <class A>
concept Aggregate = Record<typename A::State> && requires {
    typename A::Event;
    { A::kName } -> std::convertible_to<std::string_view>;
    { A::kCategory } -> std::convertible_to<std::string_view>;
    { A::kFoldVersion } -> std::convertible_to<int>;
};

/// `Command` is one that the aggregate decides about.
template <class Command, class A>
concept CommandOf = requires(const typename A::State &state, const Command &command) {
    { A::decide(state, command) } -> std::same_as<Result<std::vector<typename A::Event>>>;
};

/// Folds one event. A state with a `version` counts its events there.
template <Aggregate A, EventRecord E>
void applyEvent(typename A::State &state, const E &event) {
    A::evolve(state, event);
    if constexpr (requires { state.version; }) ++state.version;
}
template <Aggregate A>
void applyEvent(typename A::State &state, const typename A::Event &event) {
    std::visit([&](const auto &each) { applyEvent<A>(state, each); }, event);
}

/// The kinds of event in a variant.
template <class Variant>
struct EventKinds;
template <EventRecord... E>
struct EventKinds<std::variant<E...>> {
    static constexpr std::size_t kCount = sizeof...(E);
    using Tuple = std::tuple<E...>;
    /// Which alternative is stored under `type`; kCount when none is.
    [[nodiscard]] static constexpr std::size_t indexOf(std::string_view type) {
        std::size_t index = 0;
        static_cast<void>(((E::kType == type || (++index, false)) || ...));
        return index;
    }
    [[nodiscard]] static std::vector<std::string_view> types() { return {E::kType...}; }
};

/// The reason why a command is not carried out; decide() returns it.
[[nodiscard]] inline Failure refused(std::string_view reason) { return fail(ErrorKind::Refused, std::string(reason)); }

} // namespace eventscope
