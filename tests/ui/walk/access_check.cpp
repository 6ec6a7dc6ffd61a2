// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/walk/access_check.h"

#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>
#include <vector>

namespace eventscope::ui {

namespace {

bool isOurs(const QWidget &widget) {
    return QLatin1String(widget.metaObject()->className()).startsWith(QLatin1String("eventscope::"));
}

/// Parts that Qt makes for its own widgets, which speak for them.
bool isPartOfControl(const QWidget &widget) {
    const QWidget *parent = widget.parentWidget();
    if (qobject_cast<const QScrollBar *>(&widget)) return true;
    if (qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent)) return true;
    return qobject_cast<const QLineEdit *>(parent); // its icons
}

bool isControl(const QWidget &widget) {
    if (isPartOfControl(widget)) return false;
    if (qobject_cast<const QAbstractScrollArea *>(&widget) || qobject_cast<const QTabBar *>(&widget))
        return widget.focusPolicy() != Qt::NoFocus;
    return qobject_cast<const QAbstractButton *>(&widget) || qobject_cast<const QLineEdit *>(&widget) ||
           qobject_cast<const QComboBox *>(&widget) || qobject_cast<const QAbstractSpinBox *>(&widget) ||
           qobject_cast<const QAbstractSlider *>(&widget) || widget.focusPolicy() & Qt::TabFocus;
}

/// It paints, and has nothing in it that speaks.
bool isPainted(const QWidget &widget) {
    if (!isOurs(widget) || widget.size().isEmpty() || widget.testAttribute(Qt::WA_TransparentForMouseEvents))
        return false;
    if (const auto *label = qobject_cast<const QLabel *>(&widget); label && label->text().isEmpty()) return false;
    const auto children = widget.findChildren<QWidget *>();
    return std::ranges::none_of(children, [](const QWidget *child) { return child->isVisible(); });
}

/// A picture that the keyboard comes to: a name alone does not say what is on it.
bool isPicture(const QWidget &widget) {
    const bool isOfQt = qobject_cast<const QAbstractButton *>(&widget) || qobject_cast<const QLabel *>(&widget) ||
                        qobject_cast<const QLineEdit *>(&widget) || qobject_cast<const QComboBox *>(&widget) ||
                        qobject_cast<const QAbstractSpinBox *>(&widget) ||
                        qobject_cast<const QAbstractSlider *>(&widget) || qobject_cast<const QTabBar *>(&widget) ||
                        qobject_cast<const QTabWidget *>(&widget) || qobject_cast<const QAbstractScrollArea *>(&widget);
    return !isOfQt && (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget.focusProxy();
}

/// Cells in sight that show a sign and no text.
void signs(const QAbstractItemView &view, QStringList &problems) {
    if (!view.model() || qobject_cast<const QHeaderView *>(&view)) return;
    for (int y = 2; y < view.viewport()->height(); y += std::max(8, view.sizeHintForRow(0) / 2)) {
        const QModelIndex row = view.indexAt(QPoint(2, y));
        for (int column = 0; row.isValid() && column < view.model()->columnCount(row.parent()); ++column) {
            const QModelIndex cell = row.siblingAtColumn(column);
            if (cell.data(Qt::DecorationRole).isNull() || !cell.data(Qt::DisplayRole).toString().isEmpty()) continue;
            if (cell.data(Qt::AccessibleTextRole).toString().isEmpty())
                problems += nameOf(view) + QStringLiteral(" has a sign without words in column %1").arg(column);
        }
    }
}

std::vector<QWidget *> seen(const QWidget &window) {
    std::vector<QWidget *> all;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->window() == &window) all.push_back(widget);
    }
    return all;
}

bool hasKey(const QWidget &window, const QString &tip) {
    const QWidget *top = &window;
    while (top->parentWidget())
        top = top->parentWidget();
    for (const QAction *action : top->findChildren<QAction *>()) {
        for (const QKeySequence &keys : action->shortcuts()) {
            if (tip.contains(QLatin1Char('(') + keys.toString(QKeySequence::NativeText) + QLatin1Char(')')))
                return true;
        }
    }
    return false;
}

std::vector<QWidget *> stops(const QWidget &window) {
    std::vector<QWidget *> all;
    for (QWidget *widget : seen(window)) {
        if (widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy())
            all.push_back(widget);
    }
    return all;
}

/// Tab goes through the links of a text before it leaves it.
constexpr int kLinksMax = 200;

bool isAmongLinks(const QWidget *focused) {
    return QApplication::focusWidget() == focused && qobject_cast<const QTextBrowser *>(focused);
}

/// What a person takes for one part of the window.
const QWidget *paneOf(const QWidget *widget) {
    for (const QWidget *up = widget; up->parentWidget() && !up->isWindow(); up = up->parentWidget()) {
        if (qobject_cast<const QDockWidget *>(up) || qobject_cast<const QToolBar *>(up) ||
            qobject_cast<const QStatusBar *>(up) || qobject_cast<const QSplitter *>(up->parentWidget()) ||
            qobject_cast<const QStackedWidget *>(up->parentWidget()))
            return up;
    }
    return widget->window();
}

QRect placeOf(const QWidget &widget) { return {widget.mapTo(widget.window(), QPoint()), widget.size()}; }

bool goesBack(const QRect &from, const QRect &to) {
    const bool isAbove = to.bottom() <= from.top();
    const bool isInNextColumn = to.left() >= from.right();
    const bool isLeftInRow = to.right() <= from.left() && to.top() < from.bottom() && to.bottom() > from.top();
    return (isAbove && !isInNextColumn) || isLeftInRow;
}

/// How many pixels of `with` stand out from `without`.
int difference(const QImage &with, const QImage &without) {
    int pixels = 0;
    for (int y = 0; y < std::min(with.height(), without.height()); ++y) {
        for (int x = 0; x < std::min(with.width(), without.width()); ++x)
            if (with.pixel(x, y) != without.pixel(x, y))
                pixels += contrastRatio(with.pixelColor(x, y), without.pixelColor(x, y)) >= 3.0 ? 1 : 0;
    }
    return pixels;
}

QImage pictureOf(QWidget &widget) {
    const QRect around = placeOf(widget).adjusted(-3, -3, 3, 3).intersected(widget.window()->rect());
    return widget.window()->grab(around).toImage();
}

} // namespace

QString nameOf(const QWidget &widget) {
    QString name = QLatin1String(widget.metaObject()->className());
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget)) name += QLatin1Char(' ') + button->text();
    if (!widget.objectName().isEmpty()) name += QLatin1Char('#') + widget.objectName();
    if (!widget.accessibleName().isEmpty()) name += QLatin1String(" \"") + widget.accessibleName() + QLatin1Char('"');
    if (const QWidget *parent = widget.parentWidget())
        name += QLatin1String(" in ") + QLatin1String(parent->metaObject()->className());
    return name;
}

QStringList unspoken(const QWidget &window) {
    QStringList problems;
    for (QWidget *widget : seen(window)) {
        const bool control = isControl(*widget);
        if (!control && !isPainted(*widget)) continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (!face) {
            problems += nameOf(*widget) + QStringLiteral(" says nothing");
            continue;
        }
        if (face->text(QAccessible::Name).trimmed().isEmpty())
            problems += nameOf(*widget) + QStringLiteral(" has no name");
        if (const auto *view = qobject_cast<const QAbstractItemView *>(widget)) signs(*view, problems);
        if (isPicture(*widget) && face->text(QAccessible::Value).isEmpty() &&
            face->text(QAccessible::Description).isEmpty())
            problems += nameOf(*widget) + QStringLiteral(" does not say what it paints");
        const bool isFrame = qobject_cast<const QTabWidget *>(widget) || qobject_cast<const QScrollArea *>(widget);
        if (control && !isFrame && (face->role() == QAccessible::NoRole || face->role() == QAccessible::Client))
            problems += nameOf(*widget) + QStringLiteral(" has no role");
    }
    return problems;
}

QStringList saidTwice(const QWidget &window) {
    QStringList said, problems;
    for (const Banner *banner : window.findChildren<Banner *>()) {
        if (!banner->isVisible()) continue;
        if (said.contains(banner->accessibleName()))
            problems += QStringLiteral("Two banners say: ") + banner->accessibleName();
        said += banner->accessibleName();
    }
    return problems;
}

QStringList unreachable(const QWidget &window) {
    QStringList problems;
    for (const QWidget *widget : seen(window)) {
        if (!isControl(*widget) || !widget->isEnabled()) continue;
        if ((widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus || widget->focusProxy()) continue;
        const auto *tool = qobject_cast<const QToolButton *>(widget);
        if (tool && tool->defaultAction() && !tool->defaultAction()->shortcut().isEmpty()) continue;
        if (hasKey(window, widget->toolTip())) continue;
        problems += nameOf(*widget) + QStringLiteral(" cannot be had by keyboard");
    }
    return problems;
}

QStringList badOrder(QWidget &window) {
    QStringList problems;
    const std::vector<QWidget *> wanted = stops(window);
    if (wanted.empty()) return problems;
    std::vector<QWidget *> visited, gone;
    wanted.front()->setFocus(Qt::TabFocusReason);
    for (std::size_t step = 0; step <= 2 * wanted.size(); ++step) {
        QWidget *focused = QApplication::focusWidget();
        if (!focused || focused->window() != &window || std::ranges::find(visited, focused) != visited.end()) break;
        visited.push_back(focused);
        for (QWidget *widget : wanted)
            if (!widget->isVisible()) gone.push_back(widget);
        const QImage with = pictureOf(*focused), alone = focused->grab().toImage();
        QTest::keyClick(focused, Qt::Key_Tab);
        for (int link = 0; link < kLinksMax && isAmongLinks(focused); ++link)
            QTest::keyClick(focused, Qt::Key_Tab);
        if (QApplication::focusWidget() == focused && wanted.size() > 1) {
            problems += nameOf(*focused) + QStringLiteral(" keeps the keyboard");
            focused->nextInFocusChain()->setFocus(Qt::TabFocusReason);
            for (QWidget *next = focused->nextInFocusChain(); next != focused; next = next->nextInFocusChain()) {
                if (std::ranges::find(wanted, next) == wanted.end()) continue;
                next->setFocus(Qt::TabFocusReason);
                break;
            }
        }
        // By itself, too: going on may have scrolled it away.
        if (difference(with, pictureOf(*focused)) < 8 && difference(alone, focused->grab().toImage()) < 8)
            problems += nameOf(*focused) + QStringLiteral(" does not show that it has the keyboard");
        const QWidget *next = QApplication::focusWidget();
        if (next && next != visited.front() && paneOf(focused) == paneOf(next) &&
            goesBack(placeOf(*focused), placeOf(*next)))
            problems += QStringLiteral("from %1 Tab goes back to %2").arg(nameOf(*focused), nameOf(*next));
    }
    for (const QWidget *widget : wanted) {
        // What came while the keyboard moved is looked at in a later shot; what was gone for a while is of the store
        // that the keyboard was not in, and is come to from there.
        if (!widget->isVisible() || !widget->isEnabled() || std::ranges::find(gone, widget) != gone.end()) continue;
        if (std::ranges::find(visited, widget) == visited.end())
            problems += QStringLiteral("Tab never comes to ") + nameOf(*widget);
    }
    return problems;
}

} // namespace eventscope::ui
