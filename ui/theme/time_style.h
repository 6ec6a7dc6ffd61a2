// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QDateTime>
#include <QString>

#include <cstdint>
#include <string_view>

namespace eventscope::ui {

/// How moments are shown to people, in the whole program. What is stored, compared and copied as a call stays UTC.
enum class TimeStyle : std::uint8_t {
    Utc,      ///< absolute, in UTC
    Local,    ///< absolute, in the time zone of this computer
    Relative, ///< how long ago; where a moment must be told exactly, UTC
};

/// UTC until setTimeStyle(). GUI thread, as everything here.
[[nodiscard]] TimeStyle timeStyle();
/// Tells every widget by QEvent::LocaleChange, and repaints it: what is painted or asked of a model follows by itself.
void setTimeStyle(TimeStyle style);
/// The telling alone: relative times have moved on.
void announceTimeStyle();

/// "UTC", "local time", "ago": what stands beside times without a zone of their own.
[[nodiscard]] QString timeStyleText();
/// The moment in the zone that is shown. Knows milliseconds only.
[[nodiscard]] QDateTime shownDateTime(Time time);
/// As parseTimeSpan(), but what names no zone is read in the zone that is shown.
[[nodiscard]] Result<TimeSpan> parseShownSpan(std::string_view text);

} // namespace eventscope::ui
