// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

class QMenu;
class QToolButton;

namespace eventscope::ui {

/// What can be done with the chosen projections, as buttons, and as lines of a menu. GUI thread.
class ProjectionBar final : public QWidget {
    Q_OBJECT

  public:
    enum class Act : std::uint8_t { Run, Stop, Pause, Rebuild, FindDrift, Examine };

    explicit ProjectionBar(QWidget *parent = nullptr);

    [[nodiscard]] QToolButton *button(Act act) const;
    void setPossible(Act act, bool isPossible);
    /// Pausing is what can be done, or the way back.
    void setPaused(bool isPaused);
    /// What can be done now.
    void fill(QMenu &menu) const;

  Q_SIGNALS:
    void requested(eventscope::ui::ProjectionBar::Act act);

  private:
    void add(Act act, const char *iconName);

    std::vector<QToolButton *> m_buttons; ///< in the order of Act
};

} // namespace eventscope::ui
