// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/search_words.h"

#include <QCoreApplication>

namespace eventscope::ui {

QString searchWords(const QString &command) {
    /// A part of the name, and what else it is called. Translators give words of their language.
    static constexpr std::pair<const char *, const char *> kWords[] = {
        {QT_TRANSLATE_NOOP("SearchWords", "A row for each"), QT_TRANSLATE_NOOP("SearchWords", "lanes tracks rows")},
        {QT_TRANSLATE_NOOP("SearchWords", "Fold idle time"), QT_TRANSLATE_NOOP("SearchWords", "gaps collapse")},
        {QT_TRANSLATE_NOOP("SearchWords", "Steps a second"),
         QT_TRANSLATE_NOOP("SearchWords", "speed faster slower playback")},
        {QT_TRANSLATE_NOOP("SearchWords", "Size of the texts"),
         QT_TRANSLATE_NOOP("SearchWords", "font size zoom larger smaller letters")},
        {QT_TRANSLATE_NOOP("SearchWords", "Default Layout"), QT_TRANSLATE_NOOP("SearchWords", "reset panels docks")},
        {QT_TRANSLATE_NOOP("SearchWords", "Dark"), QT_TRANSLATE_NOOP("SearchWords", "theme night colours colors")},
        {QT_TRANSLATE_NOOP("SearchWords", "Statistics"), QT_TRANSLATE_NOOP("SearchWords", "count histogram figures")},
        {QT_TRANSLATE_NOOP("SearchWords", "Undo"), QT_TRANSLATE_NOOP("SearchWords", "revert")},
        {QT_TRANSLATE_NOOP("SearchWords", "Quit"), QT_TRANSLATE_NOOP("SearchWords", "exit leave")},
    };
    QString words;
    for (const auto &[name, others] : kWords)
        if (command.contains(QCoreApplication::translate("SearchWords", name), Qt::CaseInsensitive))
            words += QCoreApplication::translate("SearchWords", others) + QLatin1Char(' ');
    return words;
}

} // namespace eventscope::ui
