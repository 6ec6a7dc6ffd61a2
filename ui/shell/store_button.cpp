// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_button.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/environment_words.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QMenu>

namespace eventscope::ui {

StoreButton::StoreButton(const Theme &theme, Settings &settings, QWidget *parent)
    : QToolButton(parent), m_theme(theme), m_settings(settings) {
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setMenu(new QMenu(this));
    connect(menu(), &QMenu::aboutToShow, this, &StoreButton::fillMenu);
    connect(&settings, &Settings::environmentChanged, this, [this] {
        showEnvironment();
        Q_EMIT environmentChanged();
    });
    connect(&theme, &Theme::changed, this, &StoreButton::showEnvironment);
    showEnvironment();
}

void StoreButton::setStore(std::optional<StoreMark> store) {
    m_store = std::move(store);
    showEnvironment();
}

Environment StoreButton::environment() const {
    return m_store ? environmentOf(*m_store, m_settings) : Environment::Unmarked;
}

void StoreButton::showEnvironment() {
    setVisible(m_store.has_value());
    if (!m_store) return;
    const QString name = shortened(m_store->name.toStdString(), 28);
    const QString mark = capitals(environment());
    QString text = mark.isEmpty() ? name : QStringLiteral("%1 \u00b7 %2").arg(name, mark);
    if (!m_store->exception.isEmpty()) text += tr(" \u00b7 server not proven");
    // An ampersand in a name is no mnemonic.
    setText(text.replace(QLatin1Char('&'), QStringLiteral("&&")));
    const QString address = shortened(m_store->address, kMessageCharacters);
    const bool isProven = m_store->exception.isEmpty();
    setToolTip(plainToolTip(isProven ? address : address + QLatin1Char('\n') + m_store->exception));
    setAccessible(this, tr("Store %1").arg(name),
                  isProven ? word(environment())
                           : QStringLiteral("%1. %2").arg(word(environment()), m_store->exception));
    const auto tint = role(environment());
    setIcon(tint ? ui::icon(iconName(environment()), m_theme, Role::OnEnvironment) : ui::icon(iconName(environment())));
    const int pad = Metrics(font()).unit;
    setStyleSheet(tint ? QStringLiteral("QToolButton { background: %1; color: %2; border-radius: %3px; padding: %3px;"
                                        " border: 2px solid %1; } QToolButton:focus { border-color: %2; }"
                                        "QToolButton::menu-indicator { image: none; }")
                             .arg(m_theme.color(*tint).name(), m_theme.color(Role::OnEnvironment).name())
                             .arg(pad)
                       : QStringLiteral("QToolButton::menu-indicator { image: none; }"));
}

void StoreButton::fillMenu() {
    menu()->clear();
    menu()->addSection(tr("This store belongs to"));
    for (const Environment choice : kEnvironments) {
        QAction *action = menu()->addAction(ui::icon(iconName(choice)), word(choice), this, [this, choice] {
            m_settings.setEnvironment(QString::fromStdString(m_store->id), choice);
        });
        action->setCheckable(true);
        action->setChecked(choice == environment());
        action->setEnabled(!m_store->given || choice == environment());
    }
    if (m_store->given) {
        menu()->addSeparator();
        menu()->addAction(ui::icon(QLatin1String("edit")), tr("Set by its connection\u2026"), this,
                          &StoreButton::editRequested);
    }
}

} // namespace eventscope::ui
