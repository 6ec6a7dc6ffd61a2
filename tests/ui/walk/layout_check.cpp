// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/walk/layout_check.h"

#include "app/gui/shots/pseudo_texts.h"
#include "tests/ui/walk/access_check.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDirIterator>
#include <QFile>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMenuBar>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTextDocument>
#include <QToolButton>

#include <algorithm>
#include <vector>

namespace eventscope::ui {

namespace {

constexpr int kSlack = 1;                                 ///< what rounding takes
const QRegularExpression kBreak(QStringLiteral("[-/ ]")); ///< where Qt begins a new line

QString plain(const QString &text) {
    QString words = text;
    if (Qt::mightBeRichText(text)) {
        QTextDocument document;
        document.setHtml(text);
        words = document.toPlainText();
    }
    return words.remove(QLatin1Char('&')).simplified();
}

bool saysWhole(const QString &tip, const QString &text) { return plain(tip).contains(plain(text)); }

bool isVisibleIn(const QWidget &window, const QWidget &widget) {
    return widget.isVisible() && widget.window() == &window;
}

/// Whatever scrolls shows its parts by and by.
bool scrolls(const QWidget &widget) {
    for (const QWidget *up = &widget; up->parentWidget() && !up->isWindow(); up = up->parentWidget()) {
        const auto *area = qobject_cast<const QAbstractScrollArea *>(up->parentWidget());
        if (area && area->viewport() == up) return true;
    }
    return false;
}

/// Tabs and what Qt lays on its own widgets; windows of their own.
bool isPlacedByQt(const QWidget &widget) {
    const QWidget *parent = widget.parentWidget();
    const QString name = QLatin1String(widget.metaObject()->className());
    return !parent || widget.isWindow() || name.startsWith(QLatin1String("QSplitterHandle")) ||
           widget.objectName() == QLatin1String("qt_qmainwindow_extended_splitter") ||
           qobject_cast<const QTabBar *>(parent) || qobject_cast<const QAbstractScrollArea *>(parent) ||
           qobject_cast<const QLineEdit *>(parent) || qobject_cast<const QComboBox *>(parent) ||
           qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QTabWidget *>(parent);
}

QString sizes(const QString &what, int has, int wants) {
    return QStringLiteral(" %1 (%2 of %3)").arg(what).arg(has).arg(wants);
}

void placing(const QWidget &widget, QStringList &problems) {
    if (isPlacedByQt(widget) || scrolls(widget)) return;
    const QWidget &parent = *widget.parentWidget();
    const QRect inside = parent.rect().adjusted(-kSlack, -kSlack, kSlack, kSlack);
    if (!inside.contains(widget.geometry()) && !widget.size().isEmpty())
        problems += nameOf(widget) + QStringLiteral(" sticks out of its parent");
    if (!parent.layout() || parent.layout()->indexOf(&widget) < 0 || qobject_cast<const QStackedWidget *>(&parent))
        return;
    for (const QWidget *other : parent.findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        if (other <= &widget || !other->isVisible() || other->isWindow() || parent.layout()->indexOf(other) < 0)
            continue;
        const QRect both = widget.geometry().intersected(other->geometry());
        if (both.width() > kSlack && both.height() > kSlack)
            problems += nameOf(widget) + QStringLiteral(" lies on ") + nameOf(*other);
    }
}

void label(const QLabel &label, QStringList &problems) {
    if (label.text().isEmpty() || saysWhole(label.toolTip(), label.text())) return;
    if (label.wordWrap()) {
        const int wants = label.heightForWidth(label.width());
        if (wants > label.height() + kSlack)
            problems += nameOf(label) + sizes(QStringLiteral("is cut in height"), label.height(), wants);
        for (const QString &word : plain(label.text()).split(kBreak)) {
            const int width = label.fontMetrics().horizontalAdvance(word);
            if (width > label.contentsRect().width() + kSlack && label.textFormat() == Qt::PlainText)
                problems += nameOf(label) + sizes(QStringLiteral("cuts a word"), label.contentsRect().width(), width);
        }
        return;
    }
    const QSize wants = label.minimumSizeHint();
    if (wants.width() > label.width() + kSlack)
        problems += nameOf(label) + sizes(QStringLiteral("is cut"), label.width(), wants.width());
    if (wants.height() > label.height() + kSlack)
        problems += nameOf(label) + sizes(QStringLiteral("is cut in height"), label.height(), wants.height());
}

void button(const QAbstractButton &button, QStringList &problems) {
    if (button.text().isEmpty()) return;
    const auto *tool = qobject_cast<const QToolButton *>(&button);
    if (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull()) return;
    if (saysWhole(button.toolTip(), button.text())) return;
    const QSize wants = button.sizeHint();
    if (wants.width() > button.width() + kSlack)
        problems += nameOf(button) + sizes(QStringLiteral("is cut"), button.width(), wants.width());
    if (button.height() + kSlack < button.fontMetrics().height())
        problems += nameOf(button) + sizes(QStringLiteral("is cut in height"), button.height(), wants.height());
}

void choice(const QComboBox &box, QStringList &problems) {
    if (saysWhole(box.toolTip(), box.currentText())) return;
    QStyleOptionComboBox option;
    option.initFrom(&box);
    option.editable = box.isEditable();
    const QRect field = box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
    const int wants = box.fontMetrics().horizontalAdvance(box.currentText());
    if (wants > field.width() + kSlack) problems += nameOf(box) + sizes(QStringLiteral("is cut"), field.width(), wants);
}

void hint(const QLineEdit &edit, QStringList &problems) {
    if (edit.placeholderText().isEmpty() || !edit.text().isEmpty() || saysWhole(edit.toolTip(), edit.placeholderText()))
        return;
    int free = edit.contentsRect().width() - edit.textMargins().left() - edit.textMargins().right() - 4;
    for (const auto *icon : edit.findChildren<QToolButton *>())
        free -= icon->isVisible() ? icon->width() + 2 : 0;
    const int wants = edit.fontMetrics().horizontalAdvance(edit.placeholderText());
    if (wants > free + kSlack) problems += nameOf(edit) + sizes(QStringLiteral("cuts its hint"), free, wants);
}

void header(const QHeaderView &header, QStringList &problems) {
    if (header.orientation() != Qt::Horizontal || !header.model()) return;
    for (int section = 0; section < header.count(); ++section) {
        if (header.isSectionHidden(section)) continue;
        const QString text = header.model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
        const QString tip = header.model()->headerData(section, Qt::Horizontal, Qt::ToolTipRole).toString();
        if (text.isEmpty() || saysWhole(tip, text)) continue;
        const int wants = header.fontMetrics().horizontalAdvance(text);
        if (wants > header.sectionSize(section))
            problems += nameOf(*header.parentWidget()) +
                        sizes(QStringLiteral("cuts its header \"%1\"").arg(text), header.sectionSize(section), wants);
    }
}

void tabs(const QTabBar &bar, QStringList &problems) {
    for (int tab = 0; tab < bar.count(); ++tab) {
        const QString text = bar.tabText(tab);
        if (!bar.isTabVisible(tab) || saysWhole(bar.tabToolTip(tab), text)) continue;
        const QRect place = bar.tabRect(tab);
        const bool isOut = place.right() > bar.width() + kSlack || place.left() < 0;
        const int wants = bar.fontMetrics().size(Qt::TextShowMnemonic, text).width();
        if (isOut || wants > place.width()) problems += nameOf(bar) + QStringLiteral(" cuts its tab \"%1\"").arg(text);
    }
}

void menus(const QMenuBar &bar, QStringList &problems) {
    for (QAction *menu : bar.actions()) {
        if (menu->isVisible() && !bar.rect().contains(bar.actionGeometry(menu)))
            problems += QStringLiteral("no place for the menu ") + menu->text();
    }
}

/// The same for both: what a person reads that is no data in a cell.
std::vector<std::pair<QString, QString>> wordsOf(const QWidget &widget) {
    std::vector<std::pair<QString, QString>> words;
    const auto add = [&](const QString &text) { words.emplace_back(nameOf(widget), text); };
    add(widget.toolTip());
    add(widget.accessibleName());
    if (const auto *label = qobject_cast<const QLabel *>(&widget)) add(label->text());
    if (const auto *box = qobject_cast<const QGroupBox *>(&widget)) add(box->title());
    if (const auto *edit = qobject_cast<const QLineEdit *>(&widget)) add(edit->placeholderText());
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget)) add(button->text());
    if (const auto *box = qobject_cast<const QComboBox *>(&widget)) add(box->currentText());
    if (const auto *header = qobject_cast<const QHeaderView *>(&widget); header && header->model()) {
        for (int section = 0; section < header->count(); ++section)
            if (header->orientation() == Qt::Horizontal && !header->isSectionHidden(section))
                add(header->model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString());
    }
    if (const auto *bar = qobject_cast<const QTabBar *>(&widget)) {
        for (int tab = 0; tab < bar->count(); ++tab)
            add(bar->tabText(tab));
    }
    for (const QAction *action : widget.actions())
        add(action->text());
    return words;
}

} // namespace

QStringList cutParts(const QWidget &window) {
    QStringList problems;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (!isVisibleIn(window, *widget)) continue;
        placing(*widget, problems);
        if (QLatin1String(widget->metaObject()->className()) == QLatin1String("QToolBarExtension"))
            problems += QStringLiteral("the bar has no place for all that is on it");
        if (const auto *each = qobject_cast<const QLabel *>(widget)) label(*each, problems);
        if (const auto *each = qobject_cast<const QAbstractButton *>(widget)) button(*each, problems);
        if (const auto *each = qobject_cast<const QComboBox *>(widget)) choice(*each, problems);
        if (const auto *each = qobject_cast<const QLineEdit *>(widget)) hint(*each, problems);
        if (const auto *each = qobject_cast<const QHeaderView *>(widget)) header(*each, problems);
        if (const auto *each = qobject_cast<const QTabBar *>(widget)) tabs(*each, problems);
        if (const auto *each = qobject_cast<const QMenuBar *>(widget)) menus(*each, problems);
    }
    return problems;
}

QStringList untranslated(const QWidget &window, const QStringList &literals) {
    static const QRegularExpression kSaid(
        QStringLiteral("[%1][^%2]*[%2]").arg(QChar(gui::PseudoTexts::kBegin)).arg(QChar(gui::PseudoTexts::kEnd)));
    QStringList problems;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (!isVisibleIn(window, *widget)) continue;
        for (const auto &[where, text] : wordsOf(*widget)) {
            const QString rest = plain(text).remove(kSaid);
            for (const QString &literal : literals) {
                if (literal == rest || (literal.contains(QLatin1Char(' ')) && rest.contains(literal)))
                    problems += where + QStringLiteral(" says untranslated: ") + text.left(80);
            }
        }
    }
    return problems;
}

QStringList literalsOf(const QString &folder) {
    static const QRegularExpression kLiteral(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\""));
    // Words for people: addresses, fields and conditions are the same in every language.
    static const QRegularExpression kWord(QStringLiteral("^(?=.*\\p{L}{4})(?=\\p{Lu}|.* )[\\p{L}\\s,;:.()-]+$"));
    static const QRegularExpression kPlace(QStringLiteral("%L?[0-9n]"));
    QSet<QString> found;
    QDirIterator files(folder, {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QFile::ReadOnly)) continue;
        for (const QString &line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
            if (line.startsWith(QLatin1Char('#'))) continue;
            auto literals = kLiteral.globalMatch(line);
            while (literals.hasNext()) {
                for (const QString &part : literals.next().captured(1).split(kPlace)) {
                    if (const QString words = plain(part); words.contains(kWord)) found += words;
                }
            }
        }
    }
    return {found.begin(), found.end()};
}

} // namespace eventscope::ui
