// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/projection_bar.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"

#include <QMenu>
#include <QToolButton>

namespace eventscope::ui {

ProjectionBar::ProjectionBar(QWidget *parent) : QWidget(parent) {
    const Metrics metrics(font());
    auto *flow = new FlowLayout(metrics.steps(1), this);
    flow->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    const char *icons[] = {"play", "stop", "pause", "wrench", "search", "eye"};
    const QString texts[] = {tr("Run"), tr("Stop"), tr("Pause"), tr("Rebuild\u2026"), tr("Find Drift"), tr("Examine")};
    const QString tips[] = {tr("Catch up with the log, then go on with what is appended (%1)"),
                            tr("Stop carrying it on; it goes on from there when it is run again (%1)"),
                            tr("Let nobody carry it on, no other program either; or again (%1)"),
                            tr("Make its rows anew beside those that are served, compare, and swap (%1)"),
                            tr("Make its rows from the events, and compare them with those served (%1)"),
                            tr("Find out why it does not go on, or is not what it seems (%1)")};
    const QKeySequence keys[] = {Qt::CTRL | Qt::Key_R, Qt::CTRL | Qt::SHIFT | Qt::Key_R,
                                 Qt::Key_F7,           Qt::SHIFT | Qt::Key_F7,
                                 Qt::Key_F4,           Qt::SHIFT | Qt::Key_F4};
    for (std::size_t i = 0; i < std::size(icons); ++i) {
        auto *button = new QToolButton(this);
        button->setIcon(icon(QLatin1String(icons[i])));
        button->setText(texts[i]);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setToolTip(plainToolTip(tips[i].arg(keys[i].toString(QKeySequence::NativeText))));
        setAccessible(button, texts[i]);
        flow->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, i] { Q_EMIT requested(static_cast<Act>(i)); });
        m_buttons.push_back(button);
    }
}

QToolButton *ProjectionBar::button(Act act) const { return m_buttons[static_cast<std::size_t>(act)]; }

void ProjectionBar::setPossible(Act act, bool isPossible) { button(act)->setEnabled(isPossible); }

void ProjectionBar::setPaused(bool isPaused) {
    QToolButton *pause = button(Act::Pause);
    pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    setAccessible(pause, pause->text());
}

void ProjectionBar::fill(QMenu &menu) const {
    for (QToolButton *each : m_buttons) {
        QAction *action = menu.addAction(each->icon(), each->text(), each, &QToolButton::click);
        action->setEnabled(each->isEnabled());
    }
}

} // namespace eventscope::ui
