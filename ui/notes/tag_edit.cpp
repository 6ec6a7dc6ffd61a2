// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notes/tag_edit.h"

#include "ui/theme/choices_name.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

namespace eventscope::ui {

namespace {

bool isBreak(QChar character) { return character.isSpace() || character == QLatin1Char(','); }

} // namespace

TagEdit::TagEdit(Known known, QWidget *parent)
    : QLineEdit(parent),
      m_known(std::move(known)),
      m_choices(new QStringListModel(this)),
      m_completer(new QCompleter(m_choices, this)) {
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->popup()->setObjectName(kChoicesName);
    m_completer->popup()->installEventFilter(this); // before the completer sees it
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &TagEdit::take);
    connect(this, &QLineEdit::textEdited, this, [this] { offer(false); });
}

int TagEdit::wordBegin() const {
    int begin = cursorPosition();
    while (begin > 0 && !isBreak(text()[begin - 1]))
        --begin;
    return begin;
}

void TagEdit::offer(bool isAsked) {
    const QString line = text();
    const QString word = line.mid(wordBegin(), cursorPosition() - wordBegin());
    const QStringList given = line.split(QLatin1Char(' '));
    QStringList choices;
    for (const QString &tag : m_known()) {
        if (tag.startsWith(word, Qt::CaseInsensitive) && !given.contains(tag)) choices += tag;
    }
    m_choices->setStringList(choices);
    if (choices.isEmpty() || (word.isEmpty() && !isAsked)) return m_completer->popup()->hide();
    m_completer->complete();
    m_completer->popup()->setCurrentIndex({});
}

void TagEdit::take(const QString &tag) {
    const int begin = wordBegin();
    const QString rest = text().mid(cursorPosition());
    setText(text().left(begin) + tag + QLatin1Char(' ') + rest);
    setCursorPosition(static_cast<int>(begin + tag.size() + 1));
}

void TagEdit::keyPressEvent(QKeyEvent *event) {
    const bool asks = (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) ||
                      (event->key() == Qt::Key_Down && event->modifiers() == Qt::NoModifier);
    if (asks) return offer(true);
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT leaveRequested();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

bool TagEdit::eventFilter(QObject *watched, QEvent *event) {
    QAbstractItemView *popup = m_completer->popup();
    if (watched != popup || event->type() != QEvent::KeyPress) return QLineEdit::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool isReturn = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (key != Qt::Key_Tab && !isReturn) return QLineEdit::eventFilter(watched, event);
    QModelIndex chosen = popup->currentIndex();
    popup->hide();
    if (!chosen.isValid() && key == Qt::Key_Tab) chosen = m_choices->index(0);
    if (chosen.isValid())
        take(chosen.data().toString());
    else
        Q_EMIT returnPressed();
    return true;
}

} // namespace eventscope::ui
