// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_pages.h"

#include <QDir>
#include <QFile>
#include <QLocale>

#include <algorithm>

// Outside of the namespaces, as the macro asks.
static void registerHelp() { Q_INIT_RESOURCE(help); }

namespace eventscope::ui {

const QStringList &HelpPages::names() {
    static const QStringList kNames{
        QStringLiteral("guide"),     QStringLiteral("welcome"), QStringLiteral("log"),
        QStringLiteral("filter"),    QStringLiteral("stream"),  QStringLiteral("timeline"),
        QStringLiteral("inspector"), QStringLiteral("notes"),   QStringLiteral("projections"),
        QStringLiteral("processes"), QStringLiteral("privacy"), QStringLiteral("palette"),
        QStringLiteral("keyboard"),  QStringLiteral("safety"),
    };
    return kNames;
}

HelpPages::HelpPages() {
    registerHelp();
    for (const QString &language : QLocale().uiLanguages()) {
        const QString folder = QStringLiteral(":/help/") + language.section(QLatin1Char('-'), 0, 0);
        if (QDir(folder).exists() && !m_folders.contains(folder)) m_folders += folder;
    }
    if (const auto english = QStringLiteral(":/help/en"); !m_folders.contains(english)) m_folders += english;
}

void HelpPages::setPart(const QString &name, const QString &markdown) { m_parts.insert(name, markdown); }

QString HelpPages::title(const QString &page) const {
    for (const QString &line : text(page).split(QLatin1Char('\n')))
        if (line.startsWith(QLatin1String("# "))) return line.mid(2);
    return page;
}

QString HelpPages::text(const QString &page) const {
    for (const QString &folder : m_folders) {
        QFile file(folder + QLatin1Char('/') + page + QStringLiteral(".md"));
        if (!file.open(QFile::ReadOnly)) continue;
        QString text = QString::fromUtf8(file.readAll());
        while (text.startsWith(QLatin1String("<!--")))
            text.remove(0, text.indexOf(QLatin1Char('\n')) + 1);
        for (auto part = m_parts.begin(); part != m_parts.end(); ++part)
            text.replace(QStringLiteral("{{%1}}").arg(part.key()), part.value());
        return text;
    }
    return {};
}

QStringList HelpPages::holding(const QStringList &words) const {
    QStringList found;
    for (const QString &page : names()) {
        const QString all = text(page);
        if (std::ranges::all_of(words, [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); }))
            found += page;
    }
    return found;
}

} // namespace eventscope::ui
