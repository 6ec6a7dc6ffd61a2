// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/fold.h"
#include "core/lens/lens.h"
#include "core/lens/upcaster.h"

#include <vector>

namespace eventscope::samples {

/// The folds of the sample domain, one for each aggregate, for a FoldRegistry.
[[nodiscard]] std::vector<FoldPtr> sampleFolds();

/// What turns events of older releases of the sample's software into those of today, for readingLens().
[[nodiscard]] std::vector<UpcasterPtr> sampleUpcasters();

/// How the events of a sample are read by what keeps something of them: aggregates for their snapshots, and
/// projections. Personal values are carried as they are stored.
[[nodiscard]] LensPtr sampleLens();

} // namespace eventscope::samples
