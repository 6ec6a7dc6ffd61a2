// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/file_drops.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>
#include <QWindow>

namespace eventscope::ui {

namespace {

QStringList namesIn(const QMimeData &data) {
    QStringList names;
    for (const QUrl &url : data.urls())
        names += url.isLocalFile() ? url.toLocalFile() : url.toString();
    return names;
}

} // namespace

FileDrops::FileDrops(QWidget *window) : QObject(window), m_window(window) {
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool FileDrops::eventFilter(QObject *watched, QEvent *event) {
    if (watched == m_window) {
        // The parts of the window would come first; the native window behind it sees drags before them.
        if (event->type() == QEvent::WinIdChange && m_window->windowHandle())
            m_window->windowHandle()->installEventFilter(this);
        return false;
    }
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop:
        break;
    case QEvent::DragLeave:
        Q_EMIT hovered(false);
        return false;
    default:
        return false;
    }
    auto *drag = static_cast<QDropEvent *>(event);
    if (!drag->mimeData()->hasUrls()) return false;
    drag->setDropAction(Qt::CopyAction); // nothing is taken from where it was
    drag->accept();
    Q_EMIT hovered(event->type() != QEvent::Drop);
    if (event->type() == QEvent::Drop) Q_EMIT dropped(namesIn(*drag->mimeData()));
    return true;
}

} // namespace eventscope::ui
