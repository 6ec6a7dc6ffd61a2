// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tab_mark.h"

#include "ui/widgets/environment_badge.h"
#include "ui/widgets/environment_words.h"

#include <QTabBar>

namespace eventscope::ui {

void markTab(QTabBar &bar, int tab, Environment environment, const Theme &theme) {
    // The bar only hides a mark that is replaced, and keeps room for one that is hidden.
    if (QWidget *before = bar.tabButton(tab, QTabBar::LeftSide)) before->deleteLater();
    if (environment == Environment::Unmarked) {
        bar.setTabButton(tab, QTabBar::LeftSide, nullptr);
        bar.setAccessibleTabName(tab, {});
        return;
    }
    auto *badge = new EnvironmentBadge(theme, &bar);
    badge->setEnvironment(environment);
    badge->setAttribute(Qt::WA_TransparentForMouseEvents); // a click on it is one on the tab
    bar.setTabButton(tab, QTabBar::LeftSide, badge);
    const QString text = bar.tabText(tab).replace(QStringLiteral("&&"), QStringLiteral("&"));
    bar.setAccessibleTabName(tab, QStringLiteral("%1, %2").arg(text, word(environment)));
}

} // namespace eventscope::ui
