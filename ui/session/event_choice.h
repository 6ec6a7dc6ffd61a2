// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/filter/filter.h"
#include "core/index/chosen_rows.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace eventscope::ui {

/// Events to be copied, exported or measured. Cheap to make and to copy, however many they are.
struct EventChoice {
    std::optional<ChosenRows> rows;        ///< nothing: all that the filter matches
    std::shared_ptr<const LogIndex> index; ///< of the rows
    Filter filter;
    std::uint64_t expected = 0; ///< how many these are likely to be

    /// These and no others, wherever later events appear.
    [[nodiscard]] static EventChoice of(ChosenRows rows, std::shared_ptr<const LogIndex> index) {
        const std::uint64_t count = rows.count();
        return {std::move(rows), std::move(index), {}, count};
    }
    /// All that matches. `expected` may be 0 when it is not known.
    [[nodiscard]] static EventChoice matching(Filter filter, std::uint64_t expected = 0) {
        return {std::nullopt, nullptr, std::move(filter), expected};
    }
};

} // namespace eventscope::ui
