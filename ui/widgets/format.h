// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"

#include <QString>

#include <cstdint>

namespace eventscope::ui {

/// How figures look to people, in the user's locale. GUI thread or any.

/// "48,211"
[[nodiscard]] QString formatCount(std::uint64_t count);
/// "48,211", or "7:48211" where positions have two parts.
[[nodiscard]] QString formatPosition(Position position);
/// "v87"
[[nodiscard]] QString formatVersion(Version version);
/// "2026-03-04 12:00:03.881902" in UTC or local time, for columns; "3 d ago" where times are relative (see TimeStyle).
[[nodiscard]] QString formatTime(Time time);
/// "2026-03-04 12:00:03": the same to the second, where room is short and the whole is at hand.
[[nodiscard]] QString formatSecond(Time time);
/// "2026-03-04 12:00:03.881902 UTC", "2026-03-04 13:00:03.881902 +01:00": which moment it is, however times are shown.
[[nodiscard]] QString formatExact(Time time);
/// "4 Mar 2026 12:00:03 UTC", "4 Mar 2026 13:00:03 +01:00": for labels; never relative.
[[nodiscard]] QString formatMoment(Time time);
/// "412 B", "1.5 kB", "12 MB"
[[nodiscard]] QString formatBytes(std::uint64_t bytes);
/// "3 s", "2 min", "5 h", "12 d": how long ago or how far behind.
[[nodiscard]] QString formatAge(Duration age);

} // namespace eventscope::ui
