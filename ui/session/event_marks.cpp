// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/event_marks.h"

#include <utility>

namespace eventscope::ui {

void EventMarks::set(Map marks) {
    if (marks == m_marks) return;
    m_marks = std::move(marks);
    Q_EMIT changed();
}

QString markWords(EventMarks::Marks marks) {
    if (marks == (EventMarks::Bookmark | EventMarks::Note)) return EventMarks::tr("Bookmark and note");
    if (marks == EventMarks::Bookmark) return EventMarks::tr("Bookmark");
    if (marks == EventMarks::Note) return EventMarks::tr("Note");
    return {};
}

} // namespace eventscope::ui
