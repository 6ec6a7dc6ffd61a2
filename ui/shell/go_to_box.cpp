// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/go_to_box.h"

#include "ui/shell/action_registry.h"
#include "ui/theme/icons.h"
#include "ui/widgets/plain_text.h"

#include <QCompleter>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QToolTip>

namespace eventscope::ui {

namespace {

QString listed(const QAction &action) {
    QString text = action.text();
    return QStringLiteral("> ") + text.remove(QLatin1Char('&'));
}

} // namespace

GoToBox::GoToBox(const ActionRegistry &actions, QWidget *parent)
    : QLineEdit(parent), m_actions(actions), m_list(new QStandardItemModel(this)) {
    setPlaceholderText(tr("Go to a position, time or stream, or > a command"));
    setToolTip(plainToolTip(tr("Examples: 48,211   2026-03-04 12:00   order-1   > Dark")));
    setAccessible(this, tr("Go to"), tr("A position, a time, a stream, an event id, or > and a command"));
    addAction(icon(QLatin1String("search")), QLineEdit::LeadingPosition);
    auto *completer = new QCompleter(m_list, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    setCompleter(completer);
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this,
            [this](const QString &text) { (void)triggerAction(text); });
    connect(this, &QLineEdit::returnPressed, this, &GoToBox::handleReturn);
}

void GoToBox::showProblem(const QString &problem) {
    setAccessibleDescription(problem);
    QToolTip::showText(mapToGlobal(QPoint(0, height())), plainToolTip(problem), this);
}

void GoToBox::focusInEvent(QFocusEvent *event) {
    if (event->reason() != Qt::PopupFocusReason) listActions();
    QLineEdit::focusInEvent(event);
}

void GoToBox::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape) {
        clear();
        clearFocus();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void GoToBox::listActions() {
    m_list->clear();
    for (const QAction *action : m_actions.all()) {
        if (action->isEnabled()) m_list->appendRow(new QStandardItem(listed(*action)));
    }
}

void GoToBox::handleReturn() {
    const QString wanted = text().trimmed();
    if (!wanted.isEmpty() && !triggerAction(wanted)) Q_EMIT targetRequested(wanted);
}

bool GoToBox::triggerAction(const QString &wanted) {
    if (!wanted.startsWith(QLatin1Char('>'))) return false;
    const QString name = QStringLiteral("> ") + wanted.mid(1).trimmed();
    for (QAction *action : m_actions.all()) {
        if (listed(*action).compare(name, Qt::CaseInsensitive) != 0 || !action->isEnabled()) continue;
        clear();
        clearFocus();
        action->trigger();
        return true;
    }
    showProblem(tr("There is no such command"));
    return true;
}

} // namespace eventscope::ui
