// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_tabs.h"

#include "ui/theme/icons.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/tab_mark.h"

#include <QTabBar>
#include <QToolButton>

namespace eventscope::ui {

namespace {

/// A tab's text takes an ampersand for a mnemonic.
QString labelText(QString text) { return text.replace(QLatin1Char('&'), QStringLiteral("&&")); }

} // namespace

PageTabs::PageTabs(const Theme &theme, QWidget *parent) : QTabWidget(parent), m_theme(theme) {
    setDocumentMode(true);
    setMovable(true);
    setElideMode(Qt::ElideMiddle);
    setAccessible(this, tr("Pages"));
    setAccessible(tabBar(), tr("Pages"));
    connect(&theme, &Theme::changed, this, &PageTabs::showFront);
}

void PageTabs::addPage(int tab, QWidget *page, const PageLabel &label) {
    insertTab(tab, page, icon(label.icon), labelText(label.text));
    if (label.canClose) addCloseButton(page);
    setLabel(page, label);
}

void PageTabs::setLabel(QWidget *page, const PageLabel &label) {
    const int tab = indexOf(page);
    setTabText(tab, labelText(label.text));
    setTabToolTip(tab, plainToolTip(label.tip));
    markTab(*tabBar(), tab, label.environment, m_theme);
}

void PageTabs::setInFront(bool isInFront) {
    m_isInFront = isInFront;
    showFront();
}

void PageTabs::showFront() {
    QPalette colours;
    if (!m_isInFront) colours.setColor(QPalette::WindowText, m_theme.color(Role::TextQuiet));
    tabBar()->setPalette(colours);
}

/// Our own, since that of the style is not drawn in the colours of the theme.
void PageTabs::addCloseButton(QWidget *page) {
    auto *button = new QToolButton(tabBar());
    button->setIcon(icon(QLatin1String("close")));
    button->setAutoRaise(true);
    button->setIconSize(QSize(12, 12));
    button->setFocusPolicy(Qt::NoFocus);
    button->setToolTip(
        plainToolTip(tr("Close (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_W).toString(QKeySequence::NativeText))));
    setAccessible(button, tr("Close"));
    connect(button, &QToolButton::clicked, page, [this, page] { Q_EMIT closeRequested(page); });
    tabBar()->setTabButton(indexOf(page), QTabBar::RightSide, button);
}

} // namespace eventscope::ui
