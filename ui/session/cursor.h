// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <vector>

namespace eventscope::ui {

/// The one point of attention: live at the head, or as of a position. Every page shows the world as of it. GUI thread.
///
/// Moves are remembered for back() and forward(); the moves of one drag count as one.
class Cursor final : public QObject {
    Q_OBJECT

  public:
    enum class Move : std::uint8_t {
        Step, ///< remembered
        Drag, ///< part of a drag: only the place before its first move is remembered
    };

    using QObject::QObject;

    /// Nothing: live.
    [[nodiscard]] std::optional<Position> asOf() const { return m_place; }
    [[nodiscard]] bool isLive() const { return !m_place; }
    /// The last position that belongs to the world shown; kEnd when live. For queries.
    [[nodiscard]] Position until() const { return m_place.value_or(kEnd); }

    void moveTo(Position position, Move move = Move::Step) { set(position, move); }
    void returnToHead() { set(std::nullopt, Move::Step); }
    /// The next move begins a new drag.
    void endDrag() { m_dragging = false; }

    [[nodiscard]] bool canGoBack() const { return !m_back.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_forward.empty(); }
    void back() { travel(m_back, m_forward); }
    void forward() { travel(m_forward, m_back); }

  Q_SIGNALS:
    void changed();

  private:
    using Place = std::optional<Position>;
    static constexpr std::size_t kPlacesMax = 200;

    void set(Place place, Move move);
    void travel(std::vector<Place> &from, std::vector<Place> &to);

    Place m_place;
    std::vector<Place> m_back, m_forward;
    bool m_dragging = false;
};

} // namespace eventscope::ui
