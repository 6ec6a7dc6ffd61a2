// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/screenshots.h"

namespace eventscope::gui {

Screenshots::Screenshots(ui::MainWindow &window, ui::Connections &connections, const QString &folder,
                         const QString &address, QObject *parent)
    : QObject(parent), m_window(window), m_folder(folder), m_tour(window, connections, address, Tour::Calm::Still) {
    connect(&m_tour, &Tour::arrived, this, &Screenshots::save);
    connect(&m_tour, &Tour::finished, this, &Screenshots::finished);
}

void Screenshots::start() {
    if (!m_folder.mkpath(QStringLiteral("."))) return m_tour.stop(tr("Cannot make the folder %1").arg(m_folder.path()));
    m_tour.start();
}

void Screenshots::save(const QString &shot) {
    if (!pictureOf(m_window).save(m_folder.filePath(shot + QStringLiteral(".png"))))
        m_tour.stop(tr("Cannot write into %1").arg(m_folder.path()));
}

} // namespace eventscope::gui
