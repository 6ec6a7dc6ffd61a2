// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace eventscope::ui {

/// What a timeline counts and how it draws it: chosen by the user and kept from one start to the next.
struct TimelineOptions {
    enum class Scope : std::uint8_t {
        WholeLog,
        Stream, ///< of the page in front; without one, the whole log
        Shown,  ///< what the log's filter shows
    };
    enum class Stack : std::uint8_t { Category, Type, None };

    Scope scope = Scope::WholeLog;
    Stack stack = Stack::Category;
    bool isLogarithmic = false; ///< the height of bars
    bool hasLanes = false;      ///< a row for each part of a stack
    bool foldsIdleTime = false; ///< long spans without an event take the room of one bar

    [[nodiscard]] bool operator==(const TimelineOptions &) const = default;
};

} // namespace eventscope::ui
