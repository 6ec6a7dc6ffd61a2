// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/event_store.h"
#include "core/store/read_model_store.h"

#include <functional>

namespace eventscope {

/// Hands out the dead letters of a table behind `after` by position, skipped ones among them, until `take` has enough.
/// Errors: those of the store and of `take`. Cost: one page of them in memory.
[[nodiscard]] Result<void> eachLetter(ReadModelStore &models, const ModelInfo &model, const JobControl &job,
                                      const std::function<Result<Flow>(const DeadLetter &)> &take,
                                      Position after = kBeforeAll);

} // namespace eventscope
