// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/output/output_options.h"
#include "core/base/result.h"
#include "core/connections/environment.h"

#include <optional>
#include <string>

namespace eventscope::cli {

/// What the options in front of a command say.
struct Globals : OutputOptions {
    std::string store;  ///< --store, else EVENTSCOPE_STORE: an address, "@NAME", or empty
    std::string vault;  ///< --vault, a path; empty: where that of the store lies
    std::string domain; ///< folder of a domain pack, or "sample"; may be empty
    bool quiet = false;
    bool write = false;
    bool masked = false;    ///< personal values are
    bool superuser = false; ///< may be one on production
    bool noInput = false;
    std::optional<std::string> yesTo;       ///< the store that may be written to
    std::optional<Environment> environment; ///< of a bare address
};

/// Errors: Invalid.
[[nodiscard]] Result<Globals> globalsOf(const Arguments &arguments);

} // namespace eventscope::cli
