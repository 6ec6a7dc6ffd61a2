// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/protected_text.h"

#include "core/json/protected_state.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace eventscope::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(eventscope::ui::ProtectedText)

  public:
    static QString of(std::string_view state) {
        if (state == "locked") return tr("locked");
        if (state == "shredded") return tr("shredded");
        if (state == "keyUnknown") return tr("key unknown");
        if (state == "tampered") return tr("tampered");
        if (state == "masked") return tr("masked");
        return tr("unsupported");
    }
};

QString framed(const QStringList &parts) {
    return QChar(0x27e6) + parts.join(QStringLiteral(" \u00b7 ")) + QChar(0x27e7);
}

QString textOf(const Json &value) { return value.isString() ? shortened(value.token(), kNameCharacters) : QString(); }

} // namespace

QString protectedText(std::string_view state) { return framed({Words::of(state)}); }

std::optional<QString> protectedText(const Json &value) {
    const auto state = protectedState(value);
    if (!state) return std::nullopt;
    QStringList parts{Words::of(*state)};
    // The day is enough to tell erasures apart.
    if (const QString day = textOf(value.member("at")).left(10); !day.isEmpty()) parts += day;
    if (const QString erasure = textOf(value.member("erasure")); !erasure.isEmpty()) parts += erasure;
    return framed(parts);
}

} // namespace eventscope::ui
