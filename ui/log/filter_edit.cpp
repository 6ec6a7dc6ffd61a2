// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filter_edit.h"

#include "ui/theme/choices_name.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/safe_text.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStandardItemModel>

namespace eventscope::ui {

namespace {

constexpr int kChoicesInSight = 12;
constexpr int kInsertedRole = Qt::UserRole;

bool isReturn(const QEvent *event) {
    if (event->type() != QEvent::KeyPress) return false;
    const int key = static_cast<const QKeyEvent *>(event)->key();
    return key == Qt::Key_Return || key == Qt::Key_Enter;
}

} // namespace

FilterEdit::FilterEdit(Complete complete, QWidget *parent)
    : QLineEdit(parent),
      m_complete(std::move(complete)),
      m_choices(new QStandardItemModel(this)),
      m_completer(new QCompleter(m_choices, this)) {
    setFont(fixedFont());
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(kChoicesInSight);
    m_completer->popup()->setFont(fixedFont());
    m_completer->popup()->setObjectName(kChoicesName);
    m_completer->popup()->installEventFilter(this); // before the completer sees it
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, &FilterEdit::take);
    connect(this, &QLineEdit::textEdited, this, [this] {
        if (!m_isReplacing) offerChoices(false);
    });
}

int FilterEdit::xOf(int character) const {
    const auto widthOf = [this](int characters) { return fontMetrics().horizontalAdvance(text().left(characters)); };
    return cursorRect().center().x() - widthOf(cursorPosition()) + widthOf(character);
}

void FilterEdit::keyPressEvent(QKeyEvent *event) {
    const bool asks = (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) ||
                      (event->key() == Qt::Key_Down && event->modifiers() == Qt::NoModifier);
    if (asks) return offerChoices(true);
    if (event->key() == Qt::Key_Down && event->modifiers().testFlag(Qt::AltModifier)) {
        Q_EMIT historyRequested();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT leaveRequested();
        return;
    }
    if (isReturn(event)) m_completer->popup()->hide();
    QLineEdit::keyPressEvent(event);
}

bool FilterEdit::eventFilter(QObject *watched, QEvent *event) {
    QAbstractItemView *popup = m_completer->popup();
    if (watched != popup || event->type() != QEvent::KeyPress) return QLineEdit::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape) { // what is offered goes, what was written stays
        popup->hide();
        return true;
    }
    const bool isTab = key == Qt::Key_Tab;
    if (isReturn(event) && !popup->currentIndex().isValid()) {
        popup->hide();
        Q_EMIT returnPressed();
        return true;
    }
    if (isTab) {
        const QModelIndex chosen = popup->currentIndex();
        popup->hide();
        take(chosen.isValid() ? chosen : m_choices->index(0, 0));
        return true;
    }
    return QLineEdit::eventFilter(watched, event);
}

void FilterEdit::offerChoices(bool isAsked) {
    m_isAsked = isAsked;
    const FilterCompletions found = m_complete(text(), cursorPosition());
    // Names that are still looked for take the place of those offered for less of the same word.
    if (found.stream && found.from == m_from && m_completer->popup()->isVisible()) return;
    setOffered(found);
}

void FilterEdit::setOffered(const FilterCompletions &found) {
    m_from = found.from;
    m_choices->clear();
    if (found.choices.isEmpty() || (!m_isAsked && !found.isNeeded)) return m_completer->popup()->hide();
    for (const QString &choice : found.choices) {
        auto *item = new QStandardItem(shortened(choice.toStdString(), kNameCharacters));
        item->setData(choice, kInsertedRole);
        m_choices->appendRow(item);
    }
    m_completer->complete();
    m_completer->popup()->setCurrentIndex({});
}

/// As if it were typed, since setText() would forget what Ctrl+Z goes back to.
void FilterEdit::replaceText(const QString &text) {
    m_completer->popup()->hide();
    m_isReplacing = true;
    selectAll();
    insert(text);
    m_isReplacing = false;
}

void FilterEdit::take(const QModelIndex &choice) {
    if (!choice.isValid()) return;
    QString inserted = choice.data(kInsertedRole).toString();
    if (!inserted.endsWith(QLatin1Char(' '))) inserted += QLatin1Char(' ');
    const qsizetype to = cursorPosition();
    const qsizetype behind = to < text().size() && text().at(to) == QLatin1Char(' ') ? to + 1 : to;
    setSelection(static_cast<int>(m_from), static_cast<int>(behind - m_from));
    insert(inserted); // which offers what comes next
}

} // namespace eventscope::ui
