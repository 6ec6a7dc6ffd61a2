// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/output/output_options.h"
#include "core/base/result.h"

#include <string>

namespace eventscope::cli {

/// What the options in front of a command say.
struct Globals : OutputOptions {
    std::string store;  ///< --store, else EVENTSCOPE_STORE; may be empty
    std::string domain; ///< folder of a domain pack, or "sample"; may be empty
    bool quiet = false;
    bool write = false;
};

/// Errors: Invalid.
[[nodiscard]] Result<Globals> globalsOf(const Arguments &arguments);

} // namespace eventscope::cli
