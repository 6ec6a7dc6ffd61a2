// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_finds.h"

#include "core/event/filter/filter_text.h"
#include "ui/connections/connections.h"
#include "ui/connections/server_address.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr qsizetype kCharactersMin = 3;

QString say(const char *text) { return QCoreApplication::translate("PaletteFinds", text); }

/// Those of `names` that begin with the text, then those that hold it.
std::vector<std::string> holding(const QString &text, std::vector<std::string> names) {
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::erase_if(names, [&](const std::string &name) {
        return !QString::fromStdString(name).contains(text, Qt::CaseInsensitive);
    });
    std::stable_partition(names.begin(), names.end(), [&](const std::string &name) {
        return QString::fromStdString(name).startsWith(text, Qt::CaseInsensitive);
    });
    names.resize(std::min(names.size(), kFindsOffered));
    return names;
}

/// One for each name; `textOf` makes what is taken.
template <class TextOf>
Commands answers(const std::vector<std::string> &names, const QString &words, const QString &place,
                 const TakeText &take, TextOf textOf) {
    Commands found;
    for (const std::string &name : names) {
        Command answer{words.arg(shortened(name, kNameCharacters)), place};
        answer.isAnswer = true;
        answer.run = [take, text = QString::fromStdString(textOf(name))] { take(text); };
        found.push_back(std::move(answer));
    }
    return found;
}

Command opening(const QString &shown, const QString &place, const QString &name, const TakeText &open) {
    Command command{say(QT_TRANSLATE_NOOP("PaletteFinds", "Open %1")).arg(shown), place};
    command.run = [open, name] { open(name); };
    return command;
}

} // namespace

Commands typesFor(const QString &text, const Session &session, const TakeText &show) {
    if (text.size() < kCharactersMin) return {};
    const Dictionary &names = session.index().dictionary();
    std::vector<std::string> types;
    for (std::uint32_t code = 0; code < names.types(); ++code)
        types.push_back(names.type(code).name);
    return answers(holding(text, std::move(types)), say(QT_TRANSLATE_NOOP("PaletteFinds", "Show only type %1")),
                   say(QT_TRANSLATE_NOOP("PaletteFinds", "Type of event")), show,
                   [](const std::string &name) { return "type == " + filterString(name); });
}

Commands pathsFor(const QString &text, const std::vector<SeenPath> &seen, const TakeText &prepare) {
    if (text.size() < kCharactersMin) return {};
    std::vector<std::string> paths;
    for (const SeenPath &path : seen)
        paths.push_back(path.path);
    return answers(holding(text, std::move(paths)), say(QT_TRANSLATE_NOOP("PaletteFinds", "Filter by %1")),
                   say(QT_TRANSLATE_NOOP("PaletteFinds", "Value in the events")), prepare,
                   [](const std::string &path) { return path + ' '; });
}

Commands openingOf(const QString &text, const TakeText &open) {
    const auto begins = [&text](const char *with) { return text.startsWith(QLatin1String(with)); };
    const bool isPath = begins("/") || begins("~/") || begins("./") || begins("../");
    const bool isAddress = isServer(text) || begins("sqlite:") || begins("file:");
    if ((!isPath && !isAddress) || text.size() < kCharactersMin) return {};
    const QString name = begins("~/") ? QDir::homePath() + text.mid(1) : text;
    Command command = opening(shortened(text.toStdString(), kNameCharacters),
                              say(QT_TRANSLATE_NOOP("PaletteFinds", "Store")), name, open);
    command.isAnswer = true;
    return {command};
}

Commands knownOpenings(const QStringList &recents, const Connections &connections, const TakeText &open) {
    Commands openings;
    for (const Connection &connection : connections.all()) {
        const QString name = QString::fromStdString(connection.name);
        openings.push_back(opening(shortened(connection.name, kNameCharacters),
                                   say(QT_TRANSLATE_NOOP("PaletteFinds", "Connection")), QLatin1Char('@') + name,
                                   open));
    }
    for (const QString &name : recents) {
        if (name.startsWith(QLatin1Char('@'))) continue;
        const QString shown = isServer(name) ? shortName(name) : name;
        openings.push_back(opening(shortened(shown.toStdString(), kNameCharacters),
                                   say(QT_TRANSLATE_NOOP("PaletteFinds", "Opened lately")), name, open));
    }
    return openings;
}

} // namespace eventscope::ui
