// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/zone.h"

#include <cstdint>
#include <optional>

namespace eventscope::cli {

enum class Format : std::uint8_t { Table, Json, JsonLines, Csv };

/// How an answer is to look.
struct OutputOptions {
    Format format = Format::Table;
    Zone zone = Zone::utc();            ///< of the times in tables
    std::optional<std::uint64_t> limit; ///< rows of a list
};

} // namespace eventscope::cli
