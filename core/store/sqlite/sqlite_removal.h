// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/store/stream_removal.h"

#include <memory>
#include <string>

namespace eventscope {

/// Removes streams from a store file of ours: with secure_delete, VACUUM and a truncating checkpoint. `clock` must
/// outlive it. Errors: NotFound, Unavailable, Unsupported (no store of ours), Corrupt, Refused (a trigger that is not
/// ours).
[[nodiscard]] Result<std::unique_ptr<StreamRemoval>> openSqliteRemoval(const std::string &path, Clock &clock,
                                                                       const JobControl &job);

} // namespace eventscope
