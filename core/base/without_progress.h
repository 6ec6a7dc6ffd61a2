// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"

namespace eventscope {

/// The same for a part of a call: a scan reports what it looks at, where the call itself counts something else.
[[nodiscard]] inline JobControl withoutProgress(const JobControl &job) { return {job.stop, nullptr, job.workers}; }

} // namespace eventscope
