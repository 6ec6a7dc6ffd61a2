// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/shots/tour.h"

#include <QDir>

namespace eventscope::gui {

/// Walks through the pages of a window and writes a picture of each. GUI thread.
class Screenshots final : public QObject {
    Q_OBJECT

  public:
    /// `address` may be empty: then no store is opened. `connections` are filled with some to show.
    Screenshots(ui::MainWindow &window, ui::Connections &connections, const QString &folder, const QString &address,
                QObject *parent = nullptr);

    void start();

  Q_SIGNALS:
    /// Empty when all went well.
    void finished(const QString &problem);

  private:
    void save(const QString &shot);

    ui::MainWindow &m_window;
    QDir m_folder;
    Tour m_tour;
};

} // namespace eventscope::gui
