// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QFlags>
#include <QObject>
#include <QString>

#include <map>

namespace eventscope::ui {

/// What a person put on events of the open store, for every list that shows events: in memory, hence cheap to ask for
/// each row. Who keeps notes sets it. GUI thread.
class EventMarks final : public QObject {
    Q_OBJECT

  public:
    enum Mark { Note = 1, Bookmark = 2 };
    Q_DECLARE_FLAGS(Marks, Mark)
    using Map = std::map<Position, Marks>;

    using QObject::QObject;

    /// Cost: logarithmic in the number of marked events.
    [[nodiscard]] Marks at(Position position) const {
        const auto found = m_marks.find(position);
        return found == m_marks.end() ? Marks() : found->second;
    }
    void set(Map marks);

  Q_SIGNALS:
    void changed();

  private:
    Map m_marks;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(EventMarks::Marks)

/// "Bookmark and note", for tool tips and screen readers; empty for no mark.
[[nodiscard]] QString markWords(EventMarks::Marks marks);

} // namespace eventscope::ui
