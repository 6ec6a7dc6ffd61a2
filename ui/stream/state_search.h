// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/json/json.h"
#include "core/json/pointer.h"

#include <QString>

#include <vector>

namespace eventscope::ui {

/// Places of a document whose name or scalar value has `text` in it, upper and lower case being the same, in document
/// order; at most `placesMax`. Nothing for an empty text. Blocks: for a Job. Errors: Cancelled. Cost: O(document).
[[nodiscard]] Result<std::vector<Pointer>> findInState(const Json &state, const QString &text, std::size_t placesMax,
                                                       const JobControl &job);

} // namespace eventscope::ui
