// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notes/note_text.h"

#include "core/workspace/note.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>

#include <algorithm>

namespace eventscope::ui {

namespace {
constexpr int kLinesMax = 6;
constexpr int kBorder = 2; ///< with its padding
} // namespace

NoteText::NoteText(QWidget *parent) : QPlainTextEdit(parent) {
    setTabChangesFocus(true);
    // As fields are drawn; the theme's other texts fill their panes.
    setStyleSheet(QStringLiteral("QPlainTextEdit { border: 1px solid palette(dark); border-radius: 3px; padding: 1px; }"
                                 "QPlainTextEdit:focus { border: 2px solid palette(link); padding: 0; }"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &NoteText::fit);
    fit();
}

void NoteText::insertFromMimeData(const QMimeData *source) {
    QString text = source->text();
    text.remove(QChar(0));
    const auto pasted = text.toUtf8().size();
    if (pasted + toPlainText().toUtf8().size() > static_cast<qsizetype>(kNoteTextBytesMax)) {
        Q_EMIT pasteRefused();
        return;
    }
    insertPlainText(text);
    ensureCursorVisible();
}

void NoteText::focusOutEvent(QFocusEvent *event) {
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason) Q_EMIT left();
}

void NoteText::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT leaveRequested();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void NoteText::changeEvent(QEvent *event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
}

void NoteText::resizeEvent(QResizeEvent *event) {
    QPlainTextEdit::resizeEvent(event);
    fit();
}

/// The layout of a plain text counts its height in lines.
void NoteText::fit() {
    const int lines = std::clamp(static_cast<int>(document()->size().height()), 1, kLinesMax);
    const int around = 2 * (static_cast<int>(document()->documentMargin()) + kBorder) + 2;
    setFixedHeight(lines * fontMetrics().lineSpacing() + around);
}

} // namespace eventscope::ui
