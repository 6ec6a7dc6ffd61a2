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

Result<double> parseNumber(const QString &option, const QString &text, double least, double most) {
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (isNumber && number >= least && number <= most) return number;
    return wrong(QStringLiteral("%1 takes a number from %2 to %3").arg(option).arg(least).arg(most));
}

Result<ui::Scheme> parseScheme(const QString &name) {
    const std::pair<QLatin1String, ui::Scheme> schemes[] = {
        {QLatin1String("light"), ui::Scheme::Light},
        {QLatin1String("dark"), ui::Scheme::Dark},
        {QLatin1String("high-contrast"), ui::Scheme::ContrastLight},
        {QLatin1String("high-contrast-dark"), ui::Scheme::ContrastDark}};
    for (const auto &[word, scheme] : schemes)
        if (name == word) return scheme;
    return wrong(QStringLiteral("--theme takes light, dark, high-contrast or high-contrast-dark"));
}

bool isOption(const QString &word) {
    static const QStringList kOptions{QStringLiteral("--screenshot"), QStringLiteral("--domain"),
                                      QStringLiteral("--theme"),      QStringLiteral("--size"),
                                      QStringLiteral("--scale"),      QStringLiteral("--font-size"),
                                      QStringLiteral("--at")};
    return kOptions.contains(word);
}

/// REQUIRES: isOption(option).
Result<void> take(Arguments &arguments, const QString &option, const QString &value) {
    if (option == QLatin1String("--screenshot")) {
        arguments.screenshots = value;
    } else if (option == QLatin1String("--domain")) {
        arguments.domain = value;
    } else if (option == QLatin1String("--theme")) {
        ES_ASSIGN(scheme, parseScheme(value));
        arguments.scheme = scheme;
    } else if (option == QLatin1String("--size")) {
        ES_ASSIGN(size, parseSize(value));
        arguments.size = size;
    } else if (option == QLatin1String("--scale")) {
        ES_ASSIGN(scale, parseNumber(option, value, 0.5, 4));
        arguments.scale = scale;
    } else if (option == QLatin1String("--font-size")) {
        ES_ASSIGN(points, parseNumber(option, value, 6, 48));
        arguments.fontPoints = points;
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
        } else if (word == QLatin1String("--no-restore")) {
            arguments.restores = false;
        } else if (word == QLatin1String("--version")) {
            arguments.version = true;
        } else if (word == QLatin1String("--pseudo-texts")) {
            arguments.pseudoTexts = true;
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
    return QStringLiteral(
        "Usage: eventscope [STORE] [OPTIONS]\n"
        "Explores an event store, always read-only. STORE is a path, sqlite:PATH, file:PATH, "
        "postgresql://HOST/DATABASE\nor @NAME, a connection. Without one, what was open last is opened again.\n\n"
        "  --at POSITION      show the world as of this position\n"
        "  --no-restore       do not open what was open last\n"
        "  --domain DIR       the domain pack with folds and upcasters, or sample\n"
        "  --theme NAME       light, dark, high-contrast or high-contrast-dark\n"
        "  --font-size N      points of the texts (the desktop's)\n"
        "  --screenshot DIR   write a picture of every page and exit\n"
        "  --size WxH         size of the window (as it was left; of pictures 1280x800)\n"
        "  --scale F          scale of everything in it (1)\n"
        "  --pseudo-texts     long, accented words in place of ours, to try the layout\n"
        "  --version, --help\n");
}

} // namespace eventscope::gui
