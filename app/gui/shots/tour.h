// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace eventscope::gui {

/// Walks through everything that there is to see of a window, and says so at each place as soon as its data is there
/// and nothing moves any more. GUI thread.
class Tour final : public QObject {
    Q_OBJECT

  public:
    /// How long nothing may have been at work before a shot counts as there: for pictures, and for those who only look
    /// at widgets.
    enum class Calm { Still, Brief };

    /// As of Stage.
    Tour(ui::MainWindow &window, ui::Connections &connections, QString address, Calm calm, QObject *parent = nullptr);

    void start();
    /// Ends it here, for this reason.
    void stop(const QString &problem);

  Q_SIGNALS:
    /// The window shows this; the tour goes on when this signal returns, also if it turns the event loop.
    void arrived(const QString &shot);
    /// At the end of the tour, or where it ends early: then with the reason.
    void finished(const QString &problem);

  private:
    void next();
    void look();
    [[nodiscard]] bool isCalm() const;

    Stage m_stage;
    std::vector<Shot> m_shots;
    int m_calmLooksWanted;
    std::size_t m_at = 0;
    int m_calmLooks = 0;
    bool m_isOver = false;
    QTimer m_poll;
    QElapsedTimer m_waited;
};

/// The window with the panels and dialogs that stand over it, which are windows of their own.
[[nodiscard]] QPixmap pictureOf(ui::MainWindow &window);

} // namespace eventscope::gui
