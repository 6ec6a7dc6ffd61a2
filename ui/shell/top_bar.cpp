// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/top_bar.h"

#include "ui/shell/action_ids.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/cursor_bar.h"
#include "ui/shell/go_to_box.h"
#include "ui/shell/lock_panel.h"
#include "ui/shell/store_button.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QToolButton>

namespace eventscope::ui {

TopBar::TopBar(const ActionRegistry &actions, const Theme &theme, Settings &settings, QWidget *parent)
    : QToolBar(parent),
      m_actions(actions),
      m_store(new StoreButton(theme, settings, this)),
      m_lock(new QToolButton(this)),
      m_evidence(new LockPanel(theme, this)),
      m_goTo(new GoToBox(actions.action(actions::kGoTo), this)),
      m_cursor(new CursorBar(theme, actions.action(actions::kHead), this)) {
    const Metrics metrics(font());
    setObjectName(QStringLiteral("topBar"));
    setWindowTitle(tr("Bar"));
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setIconSize(QSize(metrics.icon, metrics.icon));
    addAction(actions.action(actions::kBack));
    addAction(actions.action(actions::kForward));
    m_whenOpen[0] = addWidget(m_store);
    m_whenOpen[1] = addWidget(m_lock);
    m_whenOpen[2] = addWidget(m_goTo);
    m_whenOpen[3] = addWidget(m_cursor);
    m_goTo->setMinimumWidth(metrics.steps(36));
    m_goTo->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_lock->setAutoRaise(true);
    m_lock->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_lock->setToolTip(actions.action(actions::kEvidence)->toolTip());
    for (const QLatin1String id : {actions::kBack, actions::kForward}) {
        QAction *action = actions.action(id);
        setAccessible(widgetForAction(action), action->text().remove(QLatin1Char('&')));
    }
    connect(m_store, &StoreButton::environmentChanged, this, &TopBar::showMark);
    connect(m_lock, &QToolButton::clicked, this, &TopBar::showEvidence);
    setSession(nullptr);
}

void TopBar::setSession(Session *session) {
    if (m_session) disconnect(&m_session->cursor(), nullptr, this, nullptr);
    m_session = session;
    for (QAction *place : m_whenOpen)
        place->setVisible(session != nullptr);
    m_cursor->setSession(session);
    if (session) {
        const ReadOnlyEvidence &evidence = session->info().readOnly;
        m_evidence->setEvidence(evidence);
        m_lock->setIcon(icon(evidence.readOnly ? QLatin1String("lock") : QLatin1String("unlock")));
        m_lock->setText(lockWords(evidence));
        setAccessible(m_lock, lockWords(evidence), tr("Show why"));
        connect(&session->cursor(), &Cursor::changed, this, &TopBar::updateWays);
    }
    updateWays();
}

void TopBar::setMark(const std::optional<StoreMark> &mark) {
    m_exception = mark ? mark->exception : QString();
    m_store->setStore(mark);
    showMark();
}

void TopBar::showMark() { m_evidence->setMark(m_store->environment(), m_exception); }

void TopBar::showEvidence() {
    if (m_session) m_evidence->showBelow(m_lock);
}

void TopBar::updateWays() {
    m_actions.action(actions::kBack)->setEnabled(m_session && m_session->cursor().canGoBack());
    m_actions.action(actions::kForward)->setEnabled(m_session && m_session->cursor().canGoForward());
    m_actions.action(actions::kHead)->setEnabled(m_session && !m_session->cursor().isLive());
}

} // namespace eventscope::ui
