// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/step_line.h"

#include <algorithm>

namespace eventscope::ui {

void StepLine::change(int x, std::optional<int> y) {
    if (m_y) pass(x, *m_y);
    if (y)
        pass(x, *y);
    else if (m_y)
        endPiece();
    m_y = y;
}

std::vector<QPolygon> StepLine::finish(int x) {
    if (m_y) pass(x, *m_y);
    endPiece();
    return std::move(m_pieces);
}

void StepLine::pass(int x, int y) {
    if (m_column && m_column->x == x) {
        m_column->top = std::min(m_column->top, y);
        m_column->bottom = std::max(m_column->bottom, y);
        m_column->last = y;
        return;
    }
    endColumn();
    m_column = {x, y, y, y, y};
}

void StepLine::endColumn() {
    if (!m_column) return;
    for (const int y : {m_column->first, m_column->top, m_column->bottom, m_column->last})
        if (m_piece.isEmpty() || m_piece.constLast() != QPoint(m_column->x, y)) m_piece << QPoint(m_column->x, y);
    m_column.reset();
}

void StepLine::endPiece() {
    endColumn();
    if (!m_piece.isEmpty()) m_pieces.push_back(std::exchange(m_piece, {}));
}

} // namespace eventscope::ui
