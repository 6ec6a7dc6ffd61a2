// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPen>
#include <QProxyStyle>

namespace eventscope::ui {

/// Fusion with outlines that can be seen. Fusion makes those of its controls from the window's colour, only darker; on
/// dark ground nothing is left of them, and no palette can say otherwise.
///
/// Outlines take QPalette::Dark, with the keyboard in it QPalette::Link and twice as wide, disabled QPalette::Mid. The
/// ring around what has the keyboard is QPalette::Link, too: Fusion's is made from the colour of selections, which may
/// be pale.
class ControlStyle final : public QProxyStyle {
    Q_OBJECT

  public:
    ControlStyle();

    /// Wider rings around what has the keyboard. Whoever changes it has everything painted again.
    void setStrong(bool strong) { m_isStrong = strong; }

    /// Tabs that all stay in sight have less room each.
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;

  private:
    [[nodiscard]] QPen outline(const QStyleOption &option) const;
    void drawFrame(const QStyleOption &option, QPainter *painter) const;
    void drawFocus(const QStyleOption &option, QPainter *painter) const;

    bool m_isStrong = false;
};

} // namespace eventscope::ui
