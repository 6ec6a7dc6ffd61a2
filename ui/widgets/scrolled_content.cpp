// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scrolled_content.h"

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

/// The area asks for the height that is wanted; what is needed is enough.
class Content final : public QWidget {
  public:
    using QWidget::QWidget;
    [[nodiscard]] int heightForWidth(int width) const override {
        return layout() ? layout()->totalMinimumHeightForWidth(width) : QWidget::heightForWidth(width);
    }
};

class ColumnArea final : public QScrollArea {
  public:
    explicit ColumnArea(QWidget *parent) : QScrollArea(parent) { setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); }

    [[nodiscard]] QSize minimumSizeHint() const override {
        const int bar = verticalScrollBar()->isVisible() ? verticalScrollBar()->sizeHint().width() : 0;
        return {(widget() ? widget()->minimumSizeHint().width() : 0) + bar, QScrollArea::minimumSizeHint().height()};
    }

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override {
        const bool isDone = QScrollArea::eventFilter(watched, event);
        if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
        return isDone;
    }
};

QWidget *fill(QWidget &page, QScrollArea *area) {
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    auto *content = new Content(area);
    area->setWidget(content);
    auto *layout = new QVBoxLayout(&page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);
    return content;
}

} // namespace

QWidget *addScrolledContent(QWidget &page) { return fill(page, new QScrollArea(&page)); }

QWidget *addScrolledColumn(QWidget &page) { return fill(page, new ColumnArea(&page)); }

} // namespace eventscope::ui
