// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/pseudo_texts.h"

#include <string_view>

namespace eventscope::gui {

namespace {

char16_t accented(char16_t letter) {
    constexpr std::u16string_view kPlain = u"aeiouyAEIOUY";
    constexpr std::u16string_view kAccented =
        u"\u00e5\u00e9\u00ef\u00f6\u00fc\u00fd\u00c5\u00c9\u00cf\u00d6\u00dc\u00dd";
    const auto at = kPlain.find(letter);
    return at == std::u16string_view::npos ? u'\0' : kAccented[at];
}

/// Qt's own texts mean more than words: names of keys, filters of files, layouts of dates.
bool isOurs(std::string_view context) {
    return !context.starts_with('Q') || context == "QPlatformTheme" || context == "QDialogButtonBox";
}

} // namespace

QString PseudoTexts::translate(const char *context, const char *text, const char *, int) const {
    return isOurs(context) ? pseudoText(QString::fromUtf8(text)) : QString();
}

QString pseudoText(const QString &text) {
    if (text.contains(QLatin1String(";;"))) return text; // filters of a file dialog
    QString result(QChar{PseudoTexts::kBegin});
    bool isMarkup = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t letter = text[i].unicode();
        const bool isMnemonic = i > 0 && text[i - 1] == QLatin1Char('&');
        isMarkup = letter == u'<' || (isMarkup && i > 0 && text[i - 1] != QLatin1Char('>'));
        const char16_t other = isMarkup || isMnemonic ? u'\0' : accented(letter);
        if (other == u'\0') {
            result += QChar{letter};
        } else {
            result += QChar{other};
            result += QChar{other}.toLower();
        }
    }
    return result + QChar{PseudoTexts::kEnd};
}

} // namespace eventscope::gui
