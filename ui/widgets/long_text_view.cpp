// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/long_text_view.h"

#include <QMimeData>
#include <QTextBlock>
#include <QTextCursor>

#include <algorithm>

namespace eventscope::ui {

namespace {
constexpr int kGoesOn = 1; // state of a block that continues the line of the one before
} // namespace

LongTextView::LongTextView(QWidget *parent) : QPlainTextEdit(parent) {
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
}

void LongTextView::append(const QString &text) {
    QTextCursor end(document());
    end.movePosition(QTextCursor::End);
    end.beginEditBlock();
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype room = kLineMax - end.block().length() + 1;
        const qsizetype lineEnd = text.indexOf(QLatin1Char('\n'), from);
        const qsizetype stop = lineEnd < 0 ? text.size() : lineEnd;
        if (stop - from > room) {
            qsizetype cut = from + std::max<qsizetype>(room, 0);
            if (cut > from && text[cut - 1].isHighSurrogate()) ++cut;
            end.insertText(text.mid(from, cut - from));
            end.insertBlock();
            end.block().setUserState(kGoesOn);
            from = cut;
            continue;
        }
        end.insertText(text.mid(from, stop - from));
        if (lineEnd >= 0) {
            end.insertBlock();
            end.block().setUserState(-1);
        }
        from = lineEnd < 0 ? stop : stop + 1;
    }
    end.endEditBlock();
}

QString LongTextView::wholeText() const { return textBetween(0, document()->characterCount() - 1); }

QMimeData *LongTextView::createMimeDataFromSelection() const {
    auto *copied = new QMimeData;
    copied->setText(textBetween(textCursor().selectionStart(), textCursor().selectionEnd()));
    return copied;
}

QString LongTextView::textBetween(int from, int to) const {
    QString text;
    for (QTextBlock block = document()->findBlock(from); block.isValid() && block.position() <= to;
         block = block.next()) {
        const int first = std::max(from, block.position());
        const int last = std::min(to, block.position() + block.length() - 1);
        if (block.position() > from && block.userState() != kGoesOn) text += QLatin1Char('\n');
        text += block.text().mid(first - block.position(), last - first);
    }
    return text;
}

} // namespace eventscope::ui
