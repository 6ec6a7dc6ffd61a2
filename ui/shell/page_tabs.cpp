// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_tabs.h"

#include "ui/log/filter_bar.h"
#include "ui/log/log_page.h"
#include "ui/stream/stream_page.h"
#include "ui/theme/icons.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/tab_mark.h"

#include <QTabBar>
#include <QToolButton>

namespace eventscope::ui {

namespace {

/// A tab's text takes an ampersand for a mnemonic.
QString tabLabel(QString text) { return text.replace(QLatin1Char('&'), QStringLiteral("&&")); }

} // namespace

PageTabs::PageTabs(Session &session, const Theme &theme, QWidget *parent)
    : QTabWidget(parent), m_session(session), m_theme(theme), m_log(new LogPage(session, theme, this)) {
    setDocumentMode(true);
    setMovable(true);
    setElideMode(Qt::ElideMiddle);
    setAccessible(this, tr("Pages"));
    setAccessible(tabBar(), tr("Pages"));
    addTab(m_log, icon(QLatin1String("log")), tr("Log"));
    connect(this, &QTabWidget::currentChanged, this, &PageTabs::announceFront);
    connect(m_log, &LogPage::eventSelected, this, [this](Position position) {
        m_selected.insert(m_log, position);
        if (currentWidget() == m_log) Q_EMIT eventSelected(position);
    });
    connect(m_log, &LogPage::streamActivated, this,
            [this](const StreamId &stream, Position position) { openStream(stream, position); });
    connect(m_log, &LogPage::asOfRequested, &session.cursor(),
            [this](Position position) { m_session.cursor().moveTo(position); });
}

StreamPage *PageTabs::openStream(const StreamId &stream, std::optional<Position> position) {
    if (position) m_session.cursor().moveTo(*position);
    for (int tab = 0; tab < count(); ++tab) {
        auto *page = qobject_cast<StreamPage *>(widget(tab));
        if (page && page->stream() == stream) {
            setCurrentIndex(tab);
            return page;
        }
    }
    auto *page = new StreamPage(m_session, m_theme, stream, this);
    connect(page, &StreamPage::eventSelected, this, [this, page](Position selected) {
        m_selected.insert(page, selected);
        if (currentWidget() == page) Q_EMIT eventSelected(selected);
    });
    const int tab = addTab(page, icon(QLatin1String("stream")), tabLabel(shortened(stream.value)));
    addCloseButton(page, tab);
    markTab(*tabBar(), tab, m_environment, m_theme);
    setTabToolTip(tab, plainToolTip(shortened(stream.value, kMessageCharacters)));
    setCurrentIndex(tab);
    return page;
}

/// Our own, since that of the style is not drawn in the colours of the theme.
void PageTabs::addCloseButton(QWidget *page, int tab) {
    auto *button = new QToolButton(tabBar());
    button->setIcon(icon(QLatin1String("close")));
    button->setAutoRaise(true);
    button->setIconSize(QSize(12, 12));
    button->setFocusPolicy(Qt::NoFocus);
    button->setToolTip(tr("Close"));
    setAccessible(button, tr("Close"));
    connect(button, &QToolButton::clicked, page, [this, page] { closeTab(indexOf(page)); });
    tabBar()->setTabButton(tab, QTabBar::RightSide, button);
}

void PageTabs::showLog() {
    setCurrentWidget(m_log);
    m_log->setFocus();
}

void PageTabs::showFilter() {
    setCurrentWidget(m_log);
    m_log->filterBar()->setFocus(Qt::ShortcutFocusReason);
}

void PageTabs::showMatching(const QString &filter) {
    showLog();
    m_log->filterBar()->apply(filter);
}

void PageTabs::prepareFilter(const QString &filter) {
    setCurrentWidget(m_log);
    m_log->filterBar()->prepare(filter);
}

void PageTabs::setEnvironment(Environment environment) {
    m_environment = environment;
    for (int tab = 0; tab < count(); ++tab)
        markTab(*tabBar(), tab, environment, m_theme);
}

void PageTabs::closeCurrent() { closeTab(currentIndex()); }

void PageTabs::closeTab(int tab) {
    QWidget *page = widget(tab);
    if (!page || page == m_log) return;
    removeTab(tab);
    m_selected.remove(page);
    page->deleteLater();
}

void PageTabs::announceFront() {
    const auto selected = m_selected.constFind(currentWidget());
    if (selected != m_selected.constEnd()) Q_EMIT eventSelected(*selected);
}

} // namespace eventscope::ui
