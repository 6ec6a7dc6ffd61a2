// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shown_texts.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTabBar>
#include <QTextDocument>

namespace eventscope::ui {

namespace {

using Kind = ShownText::Kind;
constexpr qsizetype kLineMax = 12'000;
constexpr qsizetype kLongMax = 400'000;

class Collector {
  public:
    std::vector<ShownText> texts;

    void widget(const QWidget &widget) {
        m_where = QLatin1String(widget.metaObject()->className());
        add("window title", widget.windowTitle());
        add("tip", widget.toolTip(), Kind::Tip);
        add("status tip", widget.statusTip());
        if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
            add("text", label->text(), label->textFormat() == Qt::PlainText ? Kind::Line : Kind::Tip);
        }
        if (const auto *button = qobject_cast<const QAbstractButton *>(&widget)) add("text", button->text());
        if (const auto *edit = qobject_cast<const QPlainTextEdit *>(&widget)) {
            add("text", edit->toPlainText(), Kind::Long);
        }
        if (const auto *tabs = qobject_cast<const QTabBar *>(&widget)) tabTexts(*tabs);
        if (const auto *box = qobject_cast<const QComboBox *>(&widget)) {
            for (int i = 0; i < box->count(); ++i)
                add("choice", box->itemText(i));
        }
        if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget)) cells(*view);
        spoken(const_cast<QWidget &>(widget));
    }

  private:
    void add(const char *what, const QString &text, Kind kind = Kind::Line) {
        if (!text.isEmpty()) texts.push_back({m_where + QLatin1String(": ") + QLatin1String(what), text, kind});
    }

    void tabTexts(const QTabBar &tabs) {
        for (int i = 0; i < tabs.count(); ++i) {
            add("tab", tabs.tabText(i));
            add("tab tip", tabs.tabToolTip(i), Kind::Tip);
        }
    }

    void cells(const QAbstractItemView &view) {
        if (!view.model() || qobject_cast<const QHeaderView *>(&view)) return;
        QModelIndex row = view.indexAt(QPoint(1, 1));
        for (int y = 1; y < view.viewport()->height(); y += 8) {
            const QModelIndex at = view.indexAt(QPoint(1, y));
            if (!at.isValid() || (at == row && y > 1)) continue;
            row = at;
            for (int column = 0; column < view.model()->columnCount(at.parent()); ++column) {
                const QModelIndex cell = at.siblingAtColumn(column);
                add("cell", cell.data(Qt::DisplayRole).toString());
                add("cell's tip", cell.data(Qt::ToolTipRole).toString(), Kind::Tip);
                add("cell's accessible text", cell.data(Qt::AccessibleTextRole).toString());
                add("cell's description", cell.data(Qt::AccessibleDescriptionRole).toString());
            }
        }
    }

    void spoken(QWidget &widget) {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&widget);
        if (!face) return;
        add("accessible name", face->text(QAccessible::Name));
        add("accessible description", face->text(QAccessible::Description));
    }

    QString m_where;
};

bool misleads(char32_t c, Kind kind) {
    if (c == '\n' || c == '\t') return kind == Kind::Line && c == '\t';
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x200b || c == 0x200e ||
           c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

/// What a person reads where Qt takes a text for markup as soon as it looks like it.
QString rendered(const QString &text, QString &problem) {
    if (!Qt::mightBeRichText(text)) {
        if (text.contains(QLatin1String("&lt;")) || text.contains(QLatin1String("&amp;")))
            problem = QStringLiteral("escaped twice");
        return text;
    }
    static const QRegularExpression kTag(QStringLiteral("<(?!/?span\\b|br>)[^>]*>?"));
    if (const auto tag = kTag.match(text); tag.hasMatch())
        problem = QStringLiteral("markup %1").arg(tag.captured().left(40));
    QTextDocument document;
    document.setHtml(text);
    return document.toPlainText();
}

} // namespace

std::vector<ShownText> shownTexts(const QWidget &window) {
    Collector collector;
    collector.widget(window);
    for (const QWidget *part : window.findChildren<QWidget *>()) {
        if (part->isVisible()) collector.widget(*part);
    }
    return std::move(collector.texts);
}

QString problemWith(const ShownText &shown) {
    const qsizetype most = shown.kind == Kind::Long ? kLongMax : kLineMax;
    if (shown.text.size() > most) return QStringLiteral("%1: %2 characters").arg(shown.where).arg(shown.text.size());
    QString problem;
    const QString text = shown.kind == Kind::Tip ? rendered(shown.text, problem) : shown.text;
    if (!problem.isEmpty()) return QStringLiteral("%1: %2").arg(shown.where, problem);
    for (const char32_t c : text.toUcs4()) {
        if (misleads(c, shown.kind)) {
            return QStringLiteral("%1: U+%2 in %3")
                .arg(shown.where)
                .arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'))
                .arg(text.left(80));
        }
    }
    return {};
}

} // namespace eventscope::ui
