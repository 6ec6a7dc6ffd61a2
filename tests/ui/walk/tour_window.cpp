// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/walk/tour_window.h"

#include "core/privacy/samples/sample_vault.h"
#include "core/vault/store_vault.h"
#include "ui/stream/value_plot.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QDialog>
#include <QEventLoop>
#include <QLocale>

namespace eventscope::ui {

namespace {

UnlockSecrets secretsOf(const QByteArray &passphrase) {
    UnlockSecrets secrets;
    secrets.password = Secret(passphrase.toStdString());
    return secrets;
}

/// From the one that everybody knows.
Result<void> changePassphrase(const std::string &vault, const QByteArray &to) {
    SystemClock clock;
    ES_ASSIGN(keys, KeyVault::open(vault, clock));
    ES_TRY(keys->unlock(secretsOf(QByteArray(samples::kSamplePassphrase.data()))));
    return keys->changeSecrets(UnlockBy::Password, secretsOf(to));
}

} // namespace

TourWindow::TourWindow(const QByteArray &passphrase) : m_passphrase(passphrase) {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTimelineAccessibility();
    installPlotAccessibility();
    const auto sample = makeSampleStore(m_folder.filePath(QStringLiteral("sample.evdb")).toStdString(), {});
    if (!sample) qFatal("%s", describe(sample.error()).c_str());
    m_sample = QString::fromStdString(*sample);
}

Result<OpenedStore> TourWindow::open(const StoreAccess &access, const JobControl &job) const {
    ES_ASSIGN(opened, openForBrowsing(access, {}, job));
    const auto &vault = opened.protection.vault;
    if (m_passphrase.isEmpty() || !vault || !vault->exists()) {
        unlockSample(opened);
    } else if (!vault->unlock(secretsOf(m_passphrase))) { // made, by this or anew on the tour
        ES_TRY(changePassphrase(vault->path(), m_passphrase));
        ES_TRY(vault->unlock(secretsOf(m_passphrase)));
    }
    return opened;
}

QStringList TourWindow::walk(Theme &theme, QSize size, const std::function<QStringList(QWidget &)> &look,
                             const std::function<QStringList()> &lookAfter) {
    const QTemporaryDir folder;
    QStringList problems = walkWith(theme, size, look, folder);
    if (lookAfter)
        for (const QString &problem : lookAfter())
            problems += QStringLiteral("closed: ") + problem;
    return problems;
}

/// What is kept lies in `folder`.
QStringList TourWindow::walkWith(Theme &theme, QSize size, const std::function<QStringList(QWidget &)> &look,
                                 const QTemporaryDir &folder) {
    Workers workers;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    SomeConnections connections;
    const auto door = [this, memory = folder.filePath(QStringLiteral("memory.db")).toStdString()](
                          const StoreAccess &access, const JobControl &job) -> Result<OpenedStore> {
        ES_ASSIGN(opened, open(access, job));
        opened.memoryFile = memory;
        return opened;
    };
    const auto sample = [path = m_sample.toStdString()](const JobControl &) -> Result<std::string> { return path; };
    MainWindow window(workers, theme, settings, connections.all(), Doors{door, sample, reportOn});
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
