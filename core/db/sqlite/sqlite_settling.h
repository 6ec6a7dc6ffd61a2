// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"

#include <chrono>
#include <string>
#include <vector>

namespace eventscope {

/// How far what a database keeps beside its file was moved into it.
struct SettledFile {
    bool isEmpty = true; ///< nothing is left in the -wal file
    /// Who has the file open, where somebody keeps it from being emptied: "process 123 (sqlite3)", "this program".
    /// None: they could not be seen, such as those of another user.
    std::vector<std::string> holders;
};

/// Moves everything in the -wal file of a database into it and cuts that file to nothing, so that what was overwritten
/// or deleted lies in neither. Waits for readers of an older state at most `wait`; a stop ends the wait. A database
/// without such a file has nothing to move. Errors: NotFound, Unavailable, Corrupt.
[[nodiscard]] Result<SettledFile> settleFile(const std::string &path, std::chrono::milliseconds wait,
                                             const JobControl &job);

} // namespace eventscope
