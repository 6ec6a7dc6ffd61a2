// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection_context.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

enum class ModelState : std::uint8_t {
    NotBuilt,   ///< has no rows yet
    UpToDate,   ///< has all settled events
    Behind,     ///< has not, and nobody carries it on
    Running,    ///< somebody carries it on
    Paused,     ///< a person asked that nobody does
    Outdated,   ///< its rows are of another definition
    BeyondHead, ///< has events that the log has not: the store was replaced or restored
};
/// "not built", "up to date", "behind", "running", "paused", "outdated", "beyond head"
[[nodiscard]] std::string_view name(ModelState state);

/// A projection and its tables as they stand.
struct ModelStatus {
    ProjectionPtr projection;
    ModelState state = ModelState::NotBuilt;
    std::optional<ModelInfo> live, shadow, old;
    bool isRebuilding = false; ///< somebody works on the shadow
    Head head;
    std::uint64_t lagEvents = 0; ///< settled events of its types after the live checkpoint
    /// From the event at or below the checkpoint to the last settled one; zero where no event of its types is missing.
    std::chrono::microseconds lag{};
    [[nodiscard]] Position position() const { return live ? live->checkpoint.position : kBeforeAll; }
    /// Nothing to be done: has all events, and each of them was taken or skipped.
    [[nodiscard]] bool isHealthy() const;
};

/// In the order of `projections`. Errors: those of the stores. Cost: the headers of the events that they lag behind.
[[nodiscard]] Result<std::vector<ModelStatus>>
modelStatuses(const ProjectionContext &context, std::span<const ProjectionPtr> projections, const JobControl &job);

} // namespace eventscope
