// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/walk/contrast_check.h"

#include "tests/ui/walk/access_check.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHash>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QTabBar>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr double kText = 4.5;
constexpr double kSign = 3.0; ///< an icon without words (WCAG 2.1, 1.4.11)
constexpr double kDisabled = 2.0;

class Looker {
  public:
    explicit Looker(const QWidget &window)
        : m_image(const_cast<QWidget &>(window).grab().toImage()), m_window(window) {}

    QStringList problems;

    void widget(const QWidget &widget) {
        if (const auto *label = qobject_cast<const QLabel *>(&widget); label && !label->text().isEmpty())
            text(widget, widget.rect(), label->text());
        if (const auto *button = qobject_cast<const QAbstractButton *>(&widget)) this->button(*button);
        if (const auto *edit = qobject_cast<const QLineEdit *>(&widget);
            edit && !(edit->text() + edit->placeholderText()).isEmpty())
            text(widget, widget.rect().adjusted(6, 6, -6, -6), edit->text() + edit->placeholderText());
        if (const auto *box = qobject_cast<const QComboBox *>(&widget); box && !box->currentText().isEmpty())
            text(widget, widget.rect().adjusted(6, 6, -20, -6), box->currentText());
        if (const auto *bar = qobject_cast<const QTabBar *>(&widget)) tabs(*bar);
        if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget)) cells(*view);
    }

  private:
    void text(const QWidget &widget, const QRect &part, const QString &words) {
        const QRect seen = part.translated(widget.mapTo(&m_window, QPoint())).intersected(m_window.rect());
        if (!isUncovered(widget, seen)) return;
        const qreal ratio = m_image.devicePixelRatio();
        const QRect pixels(seen.topLeft() * ratio, seen.size() * ratio);
        if (pixels.width() < 8 || pixels.height() < 8 || words.trimmed().isEmpty()) return;
        say(widget, m_image.copy(pixels), words, {});
    }

    /// Nothing lies on it, as completions and messages may for a while.
    [[nodiscard]] bool isUncovered(const QWidget &widget, const QRect &part) const {
        return std::ranges::all_of(std::initializer_list<QPoint>{part.topLeft(), part.topRight(), part.center(),
                                                                 part.bottomLeft(), part.bottomRight()},
                                   [&](const QPoint &point) {
                                       const QWidget *top = m_window.childAt(point);
                                       return top && (top == &widget || widget.isAncestorOf(top) ||
                                                      top->isAncestorOf(&widget));
                                   });
    }

    void say(const QWidget &widget, const QImage &image, const QString &words, const QString &how) {
        const double seen = inkContrast(image);
        const double least = words.trimmed().isEmpty() ? kSign : kText;
        if (seen < (widget.isEnabled() ? least : kDisabled))
            problems += QStringLiteral("%1: \"%2\"%3 stands out by %4 only")
                            .arg(nameOf(widget), words.left(40), how)
                            .arg(seen, 0, 'f', 1);
    }

    void button(const QAbstractButton &button) {
        if (button.text().isEmpty() && button.icon().isNull()) return;
        if (qobject_cast<const QLineEdit *>(button.parentWidget())) return; // fades in and out
        const QRect inside = button.rect().adjusted(3, 3, -3, -3);
        text(button, inside, button.text() + QLatin1String(" "));
        if (!button.isEnabled() || inside.width() < 8 || inside.height() < 8) return;
        auto &hovered = const_cast<QAbstractButton &>(button);
        const bool was = button.testAttribute(Qt::WA_UnderMouse);
        hovered.setAttribute(Qt::WA_UnderMouse, true);
        const QRect place = inside.translated(button.mapTo(&m_window, QPoint())).intersected(m_window.rect());
        const QImage image = const_cast<QWidget &>(m_window).grab(place).toImage();
        hovered.setAttribute(Qt::WA_UnderMouse, was);
        say(button, image, button.text(), QStringLiteral(" under the mouse"));
    }

    void tabs(const QTabBar &bar) {
        for (int tab = 0; tab < bar.count(); ++tab)
            text(bar, bar.tabRect(tab).adjusted(3, 3, -3, -4).intersected(bar.rect()), bar.tabText(tab));
    }

    void cells(const QAbstractItemView &view) {
        if (const auto *header = qobject_cast<const QHeaderView *>(&view)) return sections(*header);
        if (!view.model()) return;
        for (int y = 2; y < view.viewport()->height(); y += std::max(8, view.sizeHintForRow(0) / 2)) {
            const QModelIndex at = view.indexAt(QPoint(2, y));
            if (!at.isValid()) continue;
            for (int column = 0; column < view.model()->columnCount(at.parent()); ++column) {
                const QModelIndex cell = at.siblingAtColumn(column);
                const QRect place = view.visualRect(cell).adjusted(1, 1, -1, -1);
                if (view.viewport()->rect().contains(place))
                    text(*view.viewport(), place, cell.data(Qt::DisplayRole).toString());
            }
        }
    }

    void sections(const QHeaderView &header) {
        if (header.orientation() != Qt::Horizontal || !header.model()) return;
        for (int section = 0; section < header.count(); ++section) {
            if (header.isSectionHidden(section)) continue;
            const QRect place(header.sectionViewportPosition(section), 1, header.sectionSize(section),
                              header.height() - 3);
            text(*header.viewport(), place.intersected(header.viewport()->rect()),
                 header.model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString());
        }
    }

    QImage m_image;
    const QWidget &m_window;
};

} // namespace

double inkContrast(const QImage &image) {
    QHash<QRgb, int> colours;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ++colours[image.pixel(x, y)];
    }
    const auto ground = std::max_element(colours.cbegin(), colours.cend());
    if (ground == colours.cend()) return 0;
    double best = 1;
    for (auto colour = colours.cbegin(); colour != colours.cend(); ++colour)
        best = std::max(best, contrastRatio(QColor::fromRgb(colour.key()), QColor::fromRgb(ground.key())));
    return best;
}

QStringList faintTexts(const QWidget &window) {
    Looker looker(window);
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->window() == &window) looker.widget(*widget);
    }
    return looker.problems;
}

} // namespace eventscope::ui
