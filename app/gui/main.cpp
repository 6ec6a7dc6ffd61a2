// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/arguments.h"
#include "app/gui/first_paint.h"
#include "app/gui/screenshots.h"
#include "app/gui/shots/pseudo_texts.h"
#include "core/open/fresh_process.h"
#include "core/open/open_vault.h"
#include "core/vault/store_vault.h"
#include "core/workspace/workspace_path.h"
#include "ui/connections/connections.h"
#include "ui/connections/desktop_keyring.h"
#include "ui/session/open_session.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"
#include "ui/shell/window_place.h"
#include "ui/stream/value_plot.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QStyleHints>
#include <QTemporaryDir>
#include <QTranslator>

#include <iostream>
#include <string_view>

namespace {

using namespace eventscope;
using namespace eventscope::ui;

constexpr int kWrongUse = 2;
constexpr int kCannotOpen = 3;
constexpr QSize kPicture(1280, 800);

QStringList wordsOf(int argc, char **argv) {
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words += QString::fromLocal8Bit(argv[i]);
    return words;
}

void loadTranslations(QApplication &application) {
    const auto load = [&application](const QString &name, const QString &folder) {
        auto *translator = new QTranslator(&application);
        if (translator->load(QLocale(), name, QStringLiteral("_"), folder)) application.installTranslator(translator);
    };
    load(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English is a catalogue, too: it has the plural forms. It serves where there is none for the user's language.
    auto *english = new QTranslator(&application);
    if (english->load(QStringLiteral(":/i18n/eventscope_en.qm"))) application.installTranslator(english);
    load(QStringLiteral("eventscope"), QStringLiteral(":/i18n"));
}

QString dataFolder() { return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation); }

void setFontSize(std::optional<double> points) {
    if (!points) return;
    QFont font = QApplication::font();
    font.setPointSizeF(*points);
    QApplication::setFont(font);
}

/// With the passphrase that was given, if it is the right one; else somebody is asked, but nobody for pictures.
void unlock(OpenedStore &opened, bool isSample, bool isPictured) {
    const auto vault = opened.protection.vault;
    if (!vault || !vault->exists()) return;
    UnlockSecrets secrets;
    if (auto given = givenPassphrase(); given && *given) secrets.password = **std::move(given);
    if (!secrets.password.isEmpty() && vault->unlock(secrets)) return;
    if (isSample || isPictured) unlockSample(opened);
    if (isPictured && !vault->isUnlocked()) opened.protection.vault.reset();
}

/// `memory` is the folder for what is remembered of stores.
Doors doorsFor(const gui::Arguments &arguments, const QString &memory) {
    const std::string sample = (dataFolder() + QStringLiteral("/sample.evdb")).toStdString();
    const auto open = [sample, domain = arguments.domain.toStdString(), memory = memory.toStdString(),
                       isPictured = !arguments.screenshots.isEmpty()](const StoreAccess &access,
                                                                      const JobControl &job) -> Result<OpenedStore> {
        ES_ASSIGN(opened, openForBrowsing(access, domain, job));
        unlock(opened, access.address == sample, isPictured);
        // Without a path nothing is remembered.
        opened.memoryFile = workspacePath(opened.store->info().identity, memory).value_or(std::string());
        opened.modelsFolder = memory;
        opened.freshProgram = kOwnProgram;
        return opened;
    };
    return {open, [sample](const JobControl &job) { return makeSampleStore(sample, job); }, reportOn};
}

/// Pictures instead of a window: the answer is the program's exit code.
int takePictures(QApplication &application, MainWindow &window, Connections &connections,
                 const gui::Arguments &arguments) {
    int code = 0;
    gui::Screenshots pictures(window, connections, arguments.screenshots, arguments.store);
    QObject::connect(&pictures, &gui::Screenshots::finished, &application, [&](const QString &problem) {
        if (!problem.isEmpty()) {
            std::cerr << "eventscope: " << problem.toStdString() << '\n';
            code = kCannotOpen;
        }
        application.quit();
    });
    window.resize(arguments.size.value_or(kPicture));
    window.show();
    pictures.start();
    application.exec();
    return code;
}

int run(QApplication &application, const gui::Arguments &arguments) {
    loadTranslations(application);
    if (arguments.pseudoTexts) application.installTranslator(new gui::PseudoTexts(&application));
    setFontSize(arguments.fontPoints);
    installTimelineAccessibility();
    installPlotAccessibility();
    QTemporaryDir untouched; // pictures leave what is the user's alone, and do not depend on it
    Settings settings(arguments.screenshots.isEmpty() ? QString() : untouched.filePath(QStringLiteral("settings.ini")));
    const QPalette given = QApplication::palette(); // by the desktop, before it is ours
    const auto wanted = [&] { return settings.schemeFor(Theme::systemScheme(given)); };
    Theme theme(arguments.scheme.value_or(wanted())); // until the user chooses another
    theme.apply(application);
    application.setWindowIcon(QIcon(QStringLiteral(":/icons/eventscope.svg")));
    QObject::connect(&settings, &Settings::schemeChanged, &theme, [&] { theme.setScheme(wanted()); });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QObject::connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, &theme, [&] {
        if (!arguments.scheme) theme.setScheme(wanted());
    });
#endif

    Workers workers;
    DesktopKeyring keyring;
    Connections connections(workers,
                            arguments.screenshots.isEmpty()
                                ? defaultConnectionsFile()
                                : untouched.filePath(QStringLiteral("connections.json")).toStdString(),
                            keyring);
    const QString memory = arguments.screenshots.isEmpty() ? dataFolder() : untouched.path();
    MainWindow window(workers, theme, settings, connections, doorsFor(arguments, memory));
    if (!arguments.screenshots.isEmpty()) return takePictures(application, window, connections, arguments);
    if (arguments.size) forceSize(window, *arguments.size);
    if (gui::FirstPaint::isWanted()) new gui::FirstPaint(window);
    window.show();
    if (!arguments.store.isEmpty())
        window.open(arguments.store, arguments.at);
    else if (arguments.restores)
        window.restoreStores();
    return application.exec();
}

} // namespace

int main(int argc, char **argv) {
    if (argc == 2 && std::string_view(argv[1]) == kFreshProcessArgument)
        return answerAsFreshProcess(std::cin, std::cout);
    const auto arguments = gui::parseArguments(wordsOf(argc, argv));
    if (!arguments) {
        std::cerr << "eventscope: " << describe(arguments.error()) << '\n';
        return kWrongUse;
    }
    if (arguments->help) {
        std::cout << gui::helpText().toStdString();
        return 0;
    }
    if (arguments->version) {
        std::cout << "eventscope " EVENTSCOPE_VERSION " (Qt " << qVersion() << ")\n";
        return 0;
    }
    if (!arguments->screenshots.isEmpty()) {
        if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("QT_SCALE_FACTOR", QByteArray::number(arguments->scale));
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("eventscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Eventscope"));
    QApplication::setApplicationVersion(QStringLiteral(EVENTSCOPE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("eventscope"));
    return run(application, *arguments);
}
