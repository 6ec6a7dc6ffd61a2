// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/fold.h"
#include "core/lens/upcaster.h"

#include <vector>

namespace eventscope::samples {

/// The folds of the sample domain, one for each aggregate, for a FoldRegistry.
[[nodiscard]] std::vector<FoldPtr> sampleFolds();

/// What turns events of older releases of the sample's software into those of today, for upcastingLens().
[[nodiscard]] std::vector<UpcasterPtr> sampleUpcasters();

} // namespace eventscope::samples
