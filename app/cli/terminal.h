// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <stop_token>
#include <string_view>

namespace eventscope::cli {

/// Whether what is typed appears.
enum class Echo : unsigned char { Yes, No };

/// Somebody sits there: stdin and stderr are a terminal.
[[nodiscard]] bool hasPerson();

/// Shows `prompt` on the terminal that controls the program (never on stdout) and reads one line from there. The
/// terminal is put right again also when `stop` ends the wait. Errors: Unavailable (there is no such terminal),
/// Cancelled (stopped, or the end of input), TooLarge.
[[nodiscard]] Result<Secret> askAtTerminal(std::string_view prompt, Echo echo, const std::stop_token &stop);

} // namespace eventscope::cli
