// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/environment_words.h"

#include "ui/theme/icons.h"

#include <QCoreApplication>

namespace eventscope::ui {

namespace {
QString say(const char *text) { return QCoreApplication::translate("Environment", text); }
} // namespace

QString word(Environment environment) {
    switch (environment) {
    case Environment::Unmarked:
        return say(QT_TRANSLATE_NOOP("Environment", "Not marked"));
    case Environment::Development:
        return say(QT_TRANSLATE_NOOP("Environment", "Development"));
    case Environment::Test:
        return say(QT_TRANSLATE_NOOP("Environment", "Test"));
    case Environment::Production:
        return say(QT_TRANSLATE_NOOP("Environment", "Production"));
    }
    return {};
}

QString capitals(Environment environment) {
    return environment == Environment::Unmarked ? QString() : word(environment).toUpper();
}

QLatin1String iconName(Environment environment) {
    switch (environment) {
    case Environment::Development:
        return QLatin1String("wrench");
    case Environment::Test:
        return QLatin1String("sample");
    case Environment::Production:
        return QLatin1String("flag");
    default:
        return QLatin1String("store");
    }
}

std::optional<Role> role(Environment environment) {
    switch (environment) {
    case Environment::Development:
        return Role::Development;
    case Environment::Test:
        return Role::Test;
    case Environment::Production:
        return Role::Production;
    default:
        return std::nullopt;
    }
}

QIcon environmentIcon(Environment environment, const Theme &theme) {
    return icon(iconName(environment), theme, role(environment).value_or(Role::TextQuiet));
}

} // namespace eventscope::ui
