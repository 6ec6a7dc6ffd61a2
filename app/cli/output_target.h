// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/context.h"

#include <string>

namespace eventscope::cli {

/// Whether a command may make its file at `path`, with the store in use and its vault at `vault`. Errors: Refused (it
/// is no file; something is there and no --force was given; it is one of the program's own, see checkExportTarget()),
/// NotFound (there is no such folder).
[[nodiscard]] Result<void> checkOut(Context &context, const Arguments &arguments, const std::string &path,
                                    const std::string &vault = {});

/// Whether there is a folder for a file at `path`. Errors: NotFound.
[[nodiscard]] Result<void> checkFolderOf(const std::string &path);

} // namespace eventscope::cli
