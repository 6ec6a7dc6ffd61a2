// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/row_words.h"

#include "core/json/json.h"
#include "ui/widgets/change_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/value_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace eventscope::ui {

namespace {

QString nameOf(const Json &row, std::size_t member) { return shortened(row.key(member)); }

QString shownValue(const Json &value) { return value.isNull() ? QString(QChar(0x2014)) : valueText(value); }

QString membersOf(const Json &row) {
    QStringList members;
    for (std::size_t i = 0; i < row.size(); ++i)
        members << nameOf(row, i) + QLatin1Char(' ') + shownValue(row.child(i));
    return members.join(QStringLiteral(", "));
}

QString changesOf(const Json &before, const Json &after) {
    QStringList changes;
    const auto add = [&](const QString &name, const Json &was, const Json &is) {
        changes << changeText(name, shownValue(was), shownValue(is));
    };
    for (std::size_t i = 0; i < after.size(); ++i)
        if (const Json was = before.member(after.key(i)); was != after.child(i))
            add(nameOf(after, i), was, after.child(i));
    for (std::size_t i = 0; i < before.size(); ++i)
        if (after.find(before.key(i)) == Json::npos) add(nameOf(before, i), before.child(i), {});
    return changes.join(QStringLiteral(", "));
}

QString wholeOf(const std::optional<Json> &row) {
    return row ? shortened(print(*row), kMessageCharacters) : QCoreApplication::translate("Projections", "no such row");
}

} // namespace

Cell changeCell(const RowEdit &edit) {
    const QString whole = wholeOf(edit.before) + QStringLiteral("\n\u2192 ") + wholeOf(edit.after);
    if (!edit.before && !edit.after) return {};
    if (!edit.before) return {QStringLiteral("+ ") + membersOf(*edit.after), whole, Role::Added};
    if (!edit.after) return {QStringLiteral("\u2212 ") + membersOf(*edit.before), whole, Role::Removed};
    const QString changes = changesOf(*edit.before, *edit.after);
    if (changes.isEmpty())
        return {QCoreApplication::translate("Projections", "nothing changed"), whole, Role::TextQuiet};
    return {QStringLiteral("~ ") + changes, whole, Role::Changed};
}

} // namespace eventscope::ui
