// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/cursor.h"

namespace eventscope::ui {

void Cursor::set(Place place, Move move) {
    const bool goesOn = move == Move::Drag && m_dragging;
    m_dragging = move == Move::Drag;
    if (place == m_place) return;
    if (!goesOn) {
        if (m_back.size() == kPlacesMax) m_back.erase(m_back.begin());
        m_back.push_back(m_place);
        m_forward.clear();
    }
    m_place = place;
    Q_EMIT changed();
}

void Cursor::travel(std::vector<Place> &from, std::vector<Place> &to) {
    if (from.empty()) return;
    m_dragging = false;
    to.push_back(m_place);
    m_place = from.back();
    from.pop_back();
    Q_EMIT changed();
}

} // namespace eventscope::ui
