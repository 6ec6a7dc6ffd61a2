// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace eventscope::gui {

/// For the bench of starting: ends the program, with a line on stdout, once `window` has painted itself.
class FirstPaint final : public QObject {
    Q_OBJECT

  public:
    /// `window` must not be shown yet.
    explicit FirstPaint(QWidget &window);
    /// True when the environment asks for it (EVENTSCOPE_QUIT_AFTER_FIRST_PAINT).
    [[nodiscard]] static bool isWanted();

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace eventscope::gui
