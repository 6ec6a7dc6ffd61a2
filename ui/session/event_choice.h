// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/codec/file_format.h"
#include "core/event/filter/filter.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace eventscope::ui {

/// Events to be copied or exported.
struct EventChoice {
    std::optional<std::vector<Position>> positions; ///< ascending; nothing: all that the filter matches
    Filter filter;
    std::uint64_t expected = 0; ///< how many these are likely to be

    /// These and no others.
    [[nodiscard]] static EventChoice at(std::vector<Position> positions) {
        const std::uint64_t count = positions.size();
        return {std::move(positions), {}, count};
    }
};

} // namespace eventscope::ui
