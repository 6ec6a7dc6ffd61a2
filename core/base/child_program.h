// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// How a program ended.
struct ProgramEnd {
    int code = 0;    ///< its exit code; negative: the signal that ended it
    std::string out; ///< what it wrote to its standard output
};

/// Runs a program to its end and waits for it. `words`: its path and its arguments, which others can see; `input` is
/// what it reads from its standard input, which they cannot. It gets the environment but for variables that name files
/// with passphrases, and no open file. Errors: Unavailable (it cannot be started), TooLarge (it writes more than
/// `outBytesMax`), Cancelled: it is ended then. Threads: any.
[[nodiscard]] Result<ProgramEnd> runProgram(const std::vector<std::string> &words, std::string_view input,
                                            std::size_t outBytesMax, const JobControl &job);

} // namespace eventscope
