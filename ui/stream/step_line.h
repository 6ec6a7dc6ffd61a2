// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygon>

#include <optional>
#include <vector>

namespace eventscope::ui {

/// The line of a value that stays what it is until it changes. What falls into one column of pixels is joined there,
/// from its highest to its lowest place, so that a line costs no more than its width, however many changes it has.
class StepLine {
  public:
    /// From `x` on the value stands at `y`; nothing: there is none. REQUIRES: ascending x.
    void change(int x, std::optional<int> y);
    /// The pieces of the line, which goes on to `x`.
    [[nodiscard]] std::vector<QPolygon> finish(int x);

  private:
    struct Column {
        int x = 0;
        int first = 0, top = 0, bottom = 0, last = 0;
    };
    void pass(int x, int y);
    void endColumn();
    void endPiece();

    std::vector<QPolygon> m_pieces;
    QPolygon m_piece;
    std::optional<Column> m_column;
    std::optional<int> m_y;
};

} // namespace eventscope::ui
