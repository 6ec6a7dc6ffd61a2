// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/change_text.h"

namespace eventscope::ui {

QString changeText(const QString &name, const std::optional<QString> &was, const std::optional<QString> &is) {
    QString text = name;
    if (was) text += QLatin1Char(' ') + *was;
    if (is) text += QStringLiteral(" \u2192 ") + *is;
    return text;
}

} // namespace eventscope::ui
