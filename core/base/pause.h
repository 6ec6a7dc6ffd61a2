// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <stop_token>

namespace eventscope {

/// Sleeps for `duration`, or until `stop` is requested.
void pauseUnlessStopped(std::chrono::milliseconds duration, const std::stop_token &stop);

} // namespace eventscope
