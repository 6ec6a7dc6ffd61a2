// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

#include <cstdint>

namespace eventscope::ui {

/// The columns of the log that are always there, from left to right. Behind them come those for payload paths.
enum class EventColumn : std::uint8_t { Position, Recorded, Stream, Version, Type, Size, Note };
inline constexpr int kEventColumns = static_cast<int>(EventColumn::Note) + 1;

/// What cells answer beside Qt's own roles. Text for people is in Qt::DisplayRole only.
enum EventRole : int {
    SeriesRole = Qt::UserRole, ///< int: the series of the event's colour, -1 for the rest
    DimmedRole,                ///< bool: after the cursor
    ExactRole,                 ///< QString: the whole value, for copying
    LoadedRole,                ///< bool: false while the cell waits for its payload
    SettledRole,               ///< bool: false while an event may still appear before this one
    MarksRole,                 ///< int: EventMarks::Marks, in the column of notes
    ShortRole,                 ///< QString: what to show where DisplayRole is too wide; empty: DisplayRole, shortened
};

} // namespace eventscope::ui
