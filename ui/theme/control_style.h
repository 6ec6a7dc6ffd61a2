// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace eventscope::ui {

/// Fusion with outlines that can be seen. Fusion makes those of its controls from the window's colour, only darker; on
/// dark ground nothing is left of them, and no palette can say otherwise.
///
/// Outlines take QPalette::Dark, with the keyboard in it QPalette::Link, disabled QPalette::Mid.
class ControlStyle final : public QProxyStyle {
    Q_OBJECT

  public:
    ControlStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
};

} // namespace eventscope::ui
