// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lens/upcaster.h"
#include "core/privacy/transformation_preview.h"
#include "core/projection/projection.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace eventscope {

/// Events of a copy that a projection would refuse, of those that it takes as they are: dead letters to be.
struct RefusedInCopy {
    std::string model; ///< of the projection
    std::uint64_t events = 0;
    Version version;          ///< of the first one
    std::string type, reason; ///< its, in words, without any payload
    bool operator==(const RefusedInCopy &) const = default;
};

/// Runs the projections over the source and over what the rules make of it, each from nothing and in memory, and
/// compares what they refuse. Values that will be sealed in the copy are given to them in clear. Reads only. Errors:
/// those of the store, the vault, the upcasters and the runs. REQUIRES: previewTransformation() found it possible.
/// Cost: one pass over the stream.
[[nodiscard]] Result<std::vector<RefusedInCopy>> projectCopy(const TransformationSources &sources,
                                                             const TransformationTask &task,
                                                             const std::vector<UpcasterPtr> &upcasters,
                                                             std::span<const ProjectionPtr> projections,
                                                             const JobControl &job);

/// "candidate-list would refuse 1 event of the copy, the first at version 1 (CandidateCreated): ..."
[[nodiscard]] std::string sentenceOf(const RefusedInCopy &refused);

} // namespace eventscope
