// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/control_style.h"

#include <QPainter>
#include <QStyleOption>
#include <QTabBar>

namespace eventscope::ui {

namespace {

constexpr qreal kCorner = 2;

/// A painter that draws smooth lines, as it was again afterwards.
class Smooth {
  public:
    explicit Smooth(QPainter *painter) : m_painter(painter) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
    }
    ~Smooth() { m_painter->restore(); }
    Smooth(const Smooth &) = delete;
    Smooth &operator=(const Smooth &) = delete;

  private:
    QPainter *m_painter;
};

/// Where a line so wide fills the outermost pixels.
QRectF edgeOf(const QRect &rect, qreal width = 1) {
    return QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2);
}

QColor fill(const QStyleOption &option) {
    return option.palette.color(option.state.testFlag(QStyle::State_Sunken) ? QPalette::AlternateBase : QPalette::Base);
}

void drawCheckBox(const QStyleOption &option, QPainter *painter, const QPen &outline) {
    const Smooth smooth(painter);
    const QRectF box = edgeOf(option.rect);
    painter->setPen(outline);
    painter->setBrush(fill(option));
    painter->drawRoundedRect(box, kCorner, kCorner);
    const auto at = [&box](qreal x, qreal y) { return QPointF(box.x() + x * box.width(), box.y() + y * box.height()); };
    painter->setPen(QPen(option.palette.color(QPalette::Text), box.width() / 7, Qt::SolidLine, Qt::RoundCap));
    if (option.state.testFlag(QStyle::State_On)) {
        const QPointF tick[] = {at(0.22, 0.52), at(0.42, 0.72), at(0.78, 0.28)};
        painter->drawPolyline(tick, 3);
    } else if (option.state.testFlag(QStyle::State_NoChange)) {
        painter->drawLine(at(0.25, 0.5), at(0.75, 0.5));
    }
}

void drawRadioButton(const QStyleOption &option, QPainter *painter, const QPen &outline) {
    const Smooth smooth(painter);
    const QRectF ring = edgeOf(option.rect);
    painter->setPen(outline);
    painter->setBrush(fill(option));
    painter->drawEllipse(ring);
    if (!option.state.testFlag(QStyle::State_On)) return;
    painter->setPen(Qt::NoPen);
    painter->setBrush(option.palette.color(QPalette::Text));
    painter->drawEllipse(ring.center(), ring.width() / 4, ring.height() / 4);
}

} // namespace

ControlStyle::ControlStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

int ControlStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const {
    const int usual = QProxyStyle::pixelMetric(metric, option, widget);
    const auto *tabs = metric == PM_TabBarTabHSpace ? qobject_cast<const QTabBar *>(widget) : nullptr;
    return tabs && !tabs->usesScrollButtons() ? usual * 2 / 3 : usual;
}

QPen ControlStyle::outline(const QStyleOption &option) const {
    if (!option.state.testFlag(State_Enabled)) return option.palette.color(QPalette::Mid);
    if (!option.state.testFlag(State_HasFocus)) return option.palette.color(QPalette::Dark);
    return QPen(option.palette.color(QPalette::Link), m_isStrong ? 3 : 2);
}

void ControlStyle::drawFrame(const QStyleOption &option, QPainter *painter) const {
    const Smooth smooth(painter);
    const QPen pen = outline(option);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(edgeOf(option.rect, pen.widthF()), kCorner, kCorner);
}

/// On a selected row the accent may be its very ground.
void ControlStyle::drawFocus(const QStyleOption &option, QPainter *painter) const {
    const Smooth smooth(painter);
    const auto *focus = qstyleoption_cast<const QStyleOptionFocusRect *>(&option);
    const QColor highlight = option.palette.color(QPalette::Highlight);
    const bool isSelected = focus && focus->backgroundColor == highlight;
    const QPen pen(option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Link), m_isStrong ? 3 : 2);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(edgeOf(option.rect, pen.widthF()), kCorner, kCorner);
}

void ControlStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const {
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheckBox(*option, painter, outline(*option));
    case PE_IndicatorRadioButton:
        return drawRadioButton(*option, painter, outline(*option));
    case PE_FrameLineEdit:
        return drawFrame(*option, painter);
    case PE_FrameFocusRect:
        return drawFocus(*option, painter);
    case PE_PanelButtonCommand:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && button->features.testFlag(QStyleOptionButton::Flat))
            return;
        return drawFrame(*option, painter);
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

/// Fusion shows nothing where links, flat buttons and tabs have the keyboard.
void ControlStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const {
    QProxyStyle::drawControl(element, option, painter, widget);
    if (!option->state.testFlag(State_HasFocus)) return;
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    constexpr auto kFrameless = QStyleOptionButton::CommandLinkButton | QStyleOptionButton::Flat;
    const bool isLink = element == CE_PushButton && button && (button->features & kFrameless);
    if (!isLink && element != CE_TabBarTabLabel) return;
    QStyleOption ring(*option);
    if (!isLink) ring.rect.adjust(3, 3, -3, -3);
    drawFocus(ring, painter);
}

void ControlStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                      const QWidget *widget) const {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const auto *spinBox = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (control == CC_SpinBox && spinBox && spinBox->frame) drawFrame(*option, painter);
}

} // namespace eventscope::ui
