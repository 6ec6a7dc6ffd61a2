// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/history/history.h"
#include "core/history/stream_run.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace eventscope {

/// A place from which a run can go on.
struct Checkpoint {
    std::size_t step = 0; ///< the last step in it
    std::shared_ptr<const std::string> saved;
};

/// What a history is made of. Built by one thread, then constant.
struct HistoryData {
    std::shared_ptr<const EventStore> store;
    LensPtr lens;
    FoldPtr fold;
    StreamId stream;
    Position until = kEnd;
    HistoryOptions options;

    std::vector<Step> steps;
    std::vector<std::size_t> failed;                          ///< steps that failed, ascending
    std::vector<std::pair<std::size_t, std::string>> ignored; ///< each ignored type with the first step that had it
    Json initial;                                             ///< the state before the first event
    std::vector<Json> states; ///< after each step; empty when there was no room for all of them
    /// Ascending. Where all states are kept only the one before the steps that came last: from there they can be folded
    /// once more.
    std::vector<Checkpoint> checkpoints;

    /// \name From where building can go on
    /// @{
    std::shared_ptr<const std::string> end; ///< the fold after the last step; null without steps
    std::size_t keptBytes = 0;              ///< of `states`
    std::size_t spacing = 64;               ///< steps to the next checkpoint
    std::size_t spacingMin = 32;            ///< grows when checkpoints do not fit
    /// @}

    [[nodiscard]] StreamSource source() const { return {*store, *lens, *fold, stream, until}; }
    [[nodiscard]] bool keepsStates() const { return states.size() == steps.size(); }
};

} // namespace eventscope
