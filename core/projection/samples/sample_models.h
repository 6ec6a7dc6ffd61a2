// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/sample_maker.h"
#include "core/store/read_model_store.h"

#include <optional>

namespace eventscope::samples {

/// Makes the read models of a sample store. Unless `clean`, one row of account-summary is then bent, as if the
/// projection had lost a deposit; answers which. The rows are the same for the same store. Errors: those of carryOn(),
/// of a single projection, too, and of the stores.
[[nodiscard]] Result<std::optional<PlantedFault>> makeSampleModels(const EventStore &store, ReadModelStore &models,
                                                                   Clock &clock, bool clean, const JobControl &job);

} // namespace eventscope::samples
