// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/index/log_index.h"
#include "core/lens/seen_paths.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace eventscope::ui {

/// What could stand at the cursor of a half-written filter.
struct FilterCompletions {
    qsizetype from = 0; ///< a choice takes the place of the text from here to the cursor
    QStringList choices;
    /// False where a filter may end as it is, so that offering more would be in the way.
    bool isNeeded = true;
    /// Set where a stream is named: what is written of it, for streamChoices(); `choices` is empty then.
    std::optional<QString> stream;
};

/// Fields, operators, types and values seen that go on from what is there; at most 200, those that begin with the word
/// at the cursor first, then those that hold it. Any thread.
[[nodiscard]] FilterCompletions completionsFor(const QString &text, qsizetype cursor, const LogIndex &log,
                                               const std::vector<SeenPath> &seen);

/// The same for the names of streams, as a filter writes them. Looks at every name until 200 begin with `word`: some
/// 100 ms for a million, hence for a Call. Errors: Cancelled.
[[nodiscard]] Result<QStringList> streamChoices(const LogIndex &log, const QString &word, const JobControl &job);

} // namespace eventscope::ui
