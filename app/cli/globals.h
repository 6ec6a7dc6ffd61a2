// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/base/result.h"
#include "core/base/zone.h"

#include <cstdint>
#include <optional>
#include <string>

namespace eventscope::cli {

enum class Format : std::uint8_t { Table, Json, JsonLines, Csv };

/// What the options in front of a command say.
struct Globals {
    std::string store;  ///< --store, else EVENTSCOPE_STORE; may be empty
    std::string domain; ///< folder of a domain pack; may be empty
    Format format = Format::Table;
    bool quiet = false;
    bool write = false;
    Zone zone = Zone::utc();
    std::optional<std::uint64_t> limit; ///< rows of a list
};

/// Errors: Invalid.
[[nodiscard]] Result<Globals> globalsOf(const Arguments &arguments);

} // namespace eventscope::cli
