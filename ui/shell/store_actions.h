// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QObject>

#include <functional>

namespace eventscope::ui {

class MainWindow;

/// Gives life to the actions that are about the store in front or its page. They are off while there is none.
class StoreActions final : public QObject {
    Q_OBJECT

  public:
    /// REQUIRES: all parts of the window are there.
    explicit StoreActions(MainWindow &window);

  private:
    void on(QLatin1String id, const std::function<void()> &act);
    void connectGoing();
    void connectPages();
    void showFront();

    MainWindow &m_window;
    QMetaObject::Connection m_pausing; ///< of the store in front
};

} // namespace eventscope::ui
