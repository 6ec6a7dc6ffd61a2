// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace eventscope::ui {

/// The texts of the help: Markdown files in the program, a folder a language. What a language has not got is English.
class HelpPages {
  public:
    /// Names of all pages, in the order in which they are listed: "welcome", "log", ...
    [[nodiscard]] static const QStringList &names();

    /// In the languages of QLocale().
    HelpPages();

    /// What stands for "{{name}}" in the texts, such as a table that the program makes.
    void setPart(const QString &name, const QString &markdown);
    /// The first heading.
    [[nodiscard]] QString title(const QString &page) const;
    /// Without its first line of licence; empty: there is no such page.
    [[nodiscard]] QString text(const QString &page) const;
    /// Those that hold every word, in the order of names(); all for no word.
    [[nodiscard]] QStringList holding(const QStringList &words) const;

  private:
    QStringList m_folders; ///< the wanted language first
    QHash<QString, QString> m_parts;
};

} // namespace eventscope::ui
