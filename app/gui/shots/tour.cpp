// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/tour.h"

#include "ui/shell/lock_panel.h"
#include "ui/shell/navigator.h"
#include "ui/shell/top_bar.h"
#include "ui/timeline/timeline_panel.h"

#include <QApplication>
#include <QDialog>
#include <QPainter>

#include <utility>

namespace eventscope::gui {

namespace {

constexpr int kPollMs = 20;
constexpr int kPatienceMs = 60'000;
/// Throttled parts settle within their interval after the data is there.
constexpr int kStillLooks = 30;
constexpr int kBriefLooks = 8;

} // namespace

Tour::Tour(ui::MainWindow &window, ui::Connections &connections, QString address, Calm calm, QObject *parent)
    : QObject(parent),
      m_stage(window, connections, std::move(address)),
      m_shots(allShots(!m_stage.address().isEmpty())),
      m_calmLooksWanted(calm == Calm::Still ? kStillLooks : kBriefLooks) {
    m_poll.setInterval(kPollMs);
    connect(&m_poll, &QTimer::timeout, this, &Tour::look);
    connect(&window, &ui::MainWindow::openFailed, this, [this](const QString &problem) {
        if (!m_stage.wantsFailure()) stop(problem);
    });
}

void Tour::start() {
    m_at = 0;
    next();
    m_poll.start();
}

void Tour::next() {
    if (m_at == m_shots.size()) return stop({});
    m_waited.start();
    m_calmLooks = 0;
    m_shots[m_at].begin(m_stage);
}

void Tour::look() {
    const Shot &shot = m_shots[m_at];
    const QString name = QString::fromLatin1(shot.name);
    if (m_waited.hasExpired(kPatienceMs)) return stop(tr("Shot %1, \"%2\", never got ready").arg(m_at).arg(name));
    m_calmLooks = shot.ready(m_stage) && isCalm() ? m_calmLooks + 1 : 0;
    if (m_calmLooks < (name.isEmpty() ? 1 : m_calmLooksWanted)) return;
    m_poll.stop();
    if (!name.isEmpty()) Q_EMIT arrived(name);
    if (m_isOver) return; // whoever looked has seen enough
    m_poll.start();
    ++m_at;
    next();
}

bool Tour::isCalm() const {
    const ui::MainWindow &window = m_stage.window();
    if (m_stage.isHeld()) return true; // what is on its way stays there
    return !window.session() || (window.session()->workers().jobs().entries().empty() != m_stage.isWorking() &&
                                 window.timeline()->isUpToDate() && !window.navigator()->model()->isLoading());
}

void Tour::stop(const QString &problem) {
    m_poll.stop();
    m_isOver = true;
    Q_EMIT finished(problem);
}

QPixmap pictureOf(ui::MainWindow &window) {
    QPixmap page = window.grab();
    QPainter painter(&page);
    if (QWidget *panel = window.topBar()->evidence(); panel->isVisible())
        painter.drawPixmap(window.mapFromGlobal(panel->pos()), panel->grab());
    for (QWidget *menu : QApplication::topLevelWidgets())
        if (menu->windowType() == Qt::Popup && menu->isVisible())
            painter.drawPixmap(window.mapFromGlobal(menu->pos()), menu->grab());
    for (QDialog *dialog : window.findChildren<QDialog *>()) {
        if (!dialog->isVisible()) continue;
        const QPixmap shown = dialog->grab();
        const QSize free = window.size() - dialog->size();
        const QRect frame(QPoint(free.width() / 2, free.height() / 2), dialog->size());
        painter.fillRect(window.rect(), QColor(0, 0, 0, 90));
        painter.drawPixmap(frame.topLeft(), shown);
        painter.setPen(window.palette().color(QPalette::Mid));
        painter.drawRect(frame);
    }
    return page;
}

} // namespace eventscope::gui
