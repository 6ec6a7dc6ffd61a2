// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/arguments.h"

#include <QRegularExpression>

namespace eventscope::gui {

namespace {

Failure wrong(const QString &what) {
    return fail(ErrorKind::Invalid, what.toStdString(), "eventscope --help lists what it takes.");
}

Result<QSize> parseSize(const QString &text) {
    static const QRegularExpression kSize(QStringLiteral("^(\\d{3,5})x(\\d{3,5})$"));
    const auto match = kSize.match(text);
    if (!match.hasMatch()) return wrong(QStringLiteral("--size takes WIDTHxHEIGHT, such as 1280x800"));
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

bool isOption(const QString &word) {
    static const QStringList kOptions{QStringLiteral("--screenshot"), QStringLiteral("--domain"),
                                      QStringLiteral("--theme"),      QStringLiteral("--size"),
                                      QStringLiteral("--scale"),      QStringLiteral("--at")};
    return kOptions.contains(word);
}

/// REQUIRES: isOption(option).
Result<void> take(Arguments &arguments, const QString &option, const QString &value) {
    if (option == QLatin1String("--screenshot")) {
        arguments.screenshots = value;
    } else if (option == QLatin1String("--domain")) {
        arguments.domain = value;
    } else if (option == QLatin1String("--theme")) {
        if (value != QLatin1String("light") && value != QLatin1String("dark")) {
            return wrong(QStringLiteral("--theme takes light or dark"));
        }
        arguments.scheme = value == QLatin1String("dark") ? ui::Scheme::Dark : ui::Scheme::Light;
    } else if (option == QLatin1String("--size")) {
        ES_ASSIGN(size, parseSize(value));
        arguments.size = size;
    } else if (option == QLatin1String("--scale")) {
        bool isNumber = false;
        arguments.scale = value.toDouble(&isNumber);
        if (!isNumber || arguments.scale < 0.5 || arguments.scale > 4) {
            return wrong(QStringLiteral("--scale takes a number from 0.5 to 4"));
        }
    } else if (option == QLatin1String("--at")) {
        ES_ASSIGN(position, parsePosition(value.toStdString()));
        arguments.at = position;
    }
    return {};
}

} // namespace

Result<Arguments> parseArguments(const QStringList &words) {
    Arguments arguments;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (word == QLatin1String("--help") || word == QLatin1String("-h")) {
            arguments.help = true;
        } else if (word == QLatin1String("--version")) {
            arguments.version = true;
        } else if (word.startsWith(QLatin1String("--"))) {
            const QString option = word.section(QLatin1Char('='), 0, 0);
            if (!isOption(option)) return wrong(QStringLiteral("There is no option %1").arg(option));
            const bool joined = word.contains(QLatin1Char('='));
            if (!joined && i + 1 == words.size()) return wrong(QStringLiteral("%1 needs a value").arg(option));
            ES_TRY(take(arguments, option, joined ? word.section(QLatin1Char('='), 1) : words[++i]));
        } else if (arguments.store.isEmpty()) {
            arguments.store = word;
        } else {
            return wrong(QStringLiteral("Only one store at a time"));
        }
    }
    return arguments;
}

QString helpText() {
    return QStringLiteral("Usage: eventscope [STORE] [OPTIONS]\n"
                          "Explores an event store, always read-only. STORE is a path, sqlite:PATH, file:PATH, "
                          "postgresql://HOST/DATABASE\nor @NAME, a connection.\n\n"
                          "  --at POSITION      show the world as of this position\n"
                          "  --domain DIR       the domain pack with folds and upcasters, or sample\n"
                          "  --theme NAME       light or dark\n"
                          "  --screenshot DIR   write a picture of every page and exit\n"
                          "  --size WxH         size of the window (1280x800)\n"
                          "  --scale F          scale of everything in it (1)\n"
                          "  --version, --help\n");
}

} // namespace eventscope::gui
