// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace eventscope::ui {

/// The way to the palette for the mouse, in the bar at the top. It looks like a field, since that is what opens.
class GoToBox final : public QPushButton {
    Q_OBJECT

  public:
    /// Looks and works as `action` does.
    explicit GoToBox(QAction *action, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent *event) override;

  private:
    QAction *const m_action;
};

} // namespace eventscope::ui
