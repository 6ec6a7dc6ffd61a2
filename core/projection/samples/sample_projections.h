// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection.h"

#include <vector>

namespace eventscope::samples {

/// The projections of the sample domain, by name. Their events are those of today: older ones come through
/// sampleUpcasters().
[[nodiscard]] std::vector<ProjectionPtr> sampleProjections();

} // namespace eventscope::samples
