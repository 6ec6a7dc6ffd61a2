// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection_context.h"

#include <memory>
#include <string>

namespace eventscope {

/// The table of `projection` in this role as it stands, made empty where there is none. Errors: Refused (paused; rows
/// of another definition), and those of ReadModelStore. REQUIRES: the caller holds the model's lock.
[[nodiscard]] Result<ModelInfo> openModel(const ProjectionContext &context, const Projection &projection,
                                          ModelRole role, const JobControl &job);

/// The live table of `projection`. Errors: NotFound (there is none; says what to do), those of checkDefinition() and of
/// ReadModelStore.
[[nodiscard]] Result<ModelInfo> servedModel(const ProjectionContext &context, const Projection &projection,
                                            const JobControl &job);

/// For a key that was asked for and is that of no row: a mistyped one must not pass for one with which all is well.
[[nodiscard]] Failure noSuchRow(const Projection &projection, const std::string &key);

/// True when the rows of `model` are what `projection`, read through this lens, would make.
[[nodiscard]] bool isOf(const ModelInfo &model, const Projection &projection, const Lens &lens);

/// Errors: Refused (they are of another definition; says what to do).
[[nodiscard]] Result<void> checkDefinition(const ModelInfo &model, const Projection &projection, const Lens &lens);

} // namespace eventscope
