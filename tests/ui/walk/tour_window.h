// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/shots/tour.h"
#include "tests/ui/support/some_connections.h"
#include "ui/shell/settings.h"

#include <QSize>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace eventscope::ui {

/// The window on a sample store, taken on the tour of all that it shows. One a test program: the sample is made once.
class TourWindow {
  public:
    TourWindow();

    /// Where the sample store lies.
    [[nodiscard]] const QString &sample() const { return m_sample; }

    /// Calls `look` at every shot; what it finds wrong is collected, each thing once, with the shot at which it was
    /// seen first. Ends the test when the tour does not come to its end.
    [[nodiscard]] QStringList walk(Theme &theme, QSize size, const std::function<QStringList(QWidget &window)> &look);

    /// The top-level widgets that a person sees now: the window, or what stands over it and keeps the keyboard.
    [[nodiscard]] static QWidget *front(QWidget &window);

  private:
    QTemporaryDir m_folder;
    QString m_sample;
};

} // namespace eventscope::ui
