// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/ledger_words.h"

#include "ui/widgets/safe_text.h"

#include <QCoreApplication>

#include <string>

namespace eventscope::ui {

namespace {

QString none() { return QCoreApplication::translate("eventscope::ui::LedgerWords", "none"); }

/// "rowValues" as "row values": members of a line are named by this program.
QString wordsOf(std::string_view member) {
    QString words;
    for (const QChar letter : shortened(member, kNameCharacters)) {
        const bool begins = letter.isUpper() && !words.isEmpty() && words.back().isLower();
        if (begins) words += u' ';
        words += begins ? letter.toLower() : letter;
    }
    return words;
}

/// Names within are purposes, types and models as often as ours, and stay as they are. Ends soon after there is more
/// than is shown.
void append(std::string &text, const Json &value) {
    if (!value.isContainer()) {
        text += value.token();
        return;
    }
    bool isFirst = true;
    for (const auto &[name, each] : value.children()) {
        if (text.size() > std::size_t{4} * kMessageCharacters) return; // bytes: a character has four at most
        if (!isFirst) text += ", ";
        isFirst = false;
        if (value.isObject()) text += std::string(name) + ": ";
        if (each.isContainer()) text += '(';
        append(text, each);
        if (each.isContainer()) text += ')';
    }
}

} // namespace

QStringList detailsTexts(const Json &details) {
    QStringList texts;
    for (const auto &[member, value] : details.children()) {
        std::string text;
        append(text, value);
        const bool isEmpty = text.empty() || value.isNull();
        texts += QStringLiteral("%1: %2").arg(wordsOf(member), isEmpty ? none() : shortened(text, kMessageCharacters));
    }
    return texts;
}

} // namespace eventscope::ui
