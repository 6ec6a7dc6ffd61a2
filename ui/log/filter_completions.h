// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/index/log_index.h"
#include "core/lens/seen_paths.h"

#include <QStringList>

#include <vector>

namespace eventscope::ui {

/// What could stand at the cursor of a half-written filter.
struct FilterCompletions {
    qsizetype from = 0; ///< a choice takes the place of the text from here to the cursor
    QStringList choices;
    /// False where a filter may end as it is, so that offering more would be in the way.
    bool isNeeded = true;
};

/// Fields, operators, types, streams and values seen that go on from what is there; at most 200, those that begin with
/// the word at the cursor first, then those that hold it. Of a store with many streams only the first 100,000 are
/// looked at (5 ms). Any thread.
[[nodiscard]] FilterCompletions completionsFor(const QString &text, qsizetype cursor, const LogIndex &log,
                                               const std::vector<SeenPath> &seen);

} // namespace eventscope::ui
