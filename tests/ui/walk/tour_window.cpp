// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/walk/tour_window.h"

#include "ui/session/open_session.h"
#include "ui/stream/value_plot.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QDialog>
#include <QEventLoop>
#include <QLocale>

namespace eventscope::ui {

TourWindow::TourWindow() {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTimelineAccessibility();
    installPlotAccessibility();
    const auto sample = makeSampleStore(m_folder.filePath(QStringLiteral("sample.evdb")).toStdString(), {});
    if (!sample) qFatal("%s", describe(sample.error()).c_str());
    m_sample = QString::fromStdString(*sample);
}

QStringList TourWindow::walk(Theme &theme, QSize size, const std::function<QStringList(QWidget &)> &look) {
    Workers workers;
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    SomeConnections connections;
    const auto open = [memory = folder.filePath(QStringLiteral("memory.db")).toStdString()](
                          const StoreAccess &access, const JobControl &job) -> Result<OpenedStore> {
        ES_ASSIGN(opened, openForBrowsing(access, {}, job));
        unlockSample(opened);
        opened.memoryFile = memory;
        return opened;
    };
    const auto sample = [path = m_sample.toStdString()](const JobControl &) -> Result<std::string> { return path; };
    MainWindow window(workers, theme, settings, connections.all(), Doors{open, sample, reportOn});
    window.resize(size);
    window.show();
    window.activateWindow();

    QStringList problems;
    QSet<QString> known;
    int shots = 0;
    QEventLoop loop;
    gui::Tour tour(window, connections.all(), m_sample, gui::Tour::Calm::Brief);
    QObject::connect(&tour, &gui::Tour::arrived, &window, [&](const QString &shot) {
        ++shots;
        for (const QString &problem : look(window)) {
            if (known.contains(problem)) continue;
            known.insert(problem);
            problems += shot + QStringLiteral(": ") + problem;
            qWarning("%s", qPrintable(problems.back())); // messages of failures are cut
        }
    });
    QString ended;
    QObject::connect(&tour, &gui::Tour::finished, &loop, [&](const QString &problem) {
        ended = problem;
        loop.quit();
    });
    tour.start();
    loop.exec();
    if (!ended.isEmpty()) problems.prepend(ended);
    if (shots < 20) problems.prepend(QStringLiteral("Only %1 shots").arg(shots));
    return problems;
}

QWidget *TourWindow::front(QWidget &window) {
    if (QApplication::activePopupWidget()) return QApplication::activePopupWidget();
    if (QApplication::activeModalWidget()) return QApplication::activeModalWidget();
    for (QDialog *dialog : window.findChildren<QDialog *>())
        if (dialog->isVisible()) return dialog;
    return &window;
}

} // namespace eventscope::ui
