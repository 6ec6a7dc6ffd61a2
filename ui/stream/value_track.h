// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/history.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace eventscope::ui {

/// The life of one value over all steps of a history, light enough to be kept and shown: texts are cut to what a cell
/// takes. Made off the GUI thread, then constant.
struct ValueTrack {
    struct Moment {
        std::size_t step = 0;         ///< of no meaning in `before`
        bool exists = false;          ///< false: the value is not there (any more)
        bool changed = true;          ///< false: an event set it to what it was
        QString text;                 ///< safe to show
        std::optional<double> number; ///< of a number, the nearest double: for drawing
    };
    Pointer path;
    std::size_t steps = 0;       ///< of the history
    Moment before;               ///< the first event
    std::vector<Moment> moments; ///< ascending

    /// What the value was after `step`; nothing: before the first event.
    [[nodiscard]] const Moment &at(std::optional<std::size_t> step) const;
    /// True when `step` changed it.
    [[nodiscard]] bool changedAt(std::size_t step) const;
    [[nodiscard]] std::optional<std::size_t> changeAfter(std::optional<std::size_t> step) const;
    [[nodiscard]] std::optional<std::size_t> changeBefore(std::optional<std::size_t> step) const;
};
using ValueTrackPtr = std::shared_ptr<const ValueTrack>;

/// Folds the whole stream once; where the life of the value over a beginning of the history is `known` (may be null),
/// only what comes after it. Blocks: for a Job. Errors: those of the history.
[[nodiscard]] Result<ValueTrackPtr> trackValue(const HistoryPtr &history, const Pointer &path,
                                               const ValueTrackPtr &known, const JobControl &job);

} // namespace eventscope::ui
