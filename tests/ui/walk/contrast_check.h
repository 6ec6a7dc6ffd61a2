// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QImage;
class QWidget;

namespace eventscope::ui {

/// The labels, buttons, fields, tabs, headers and cells of a window whose text does not stand out from its ground by
/// 4.5:1 as it is painted, under the mouse, too; disabled ones by 2:1. Small letters are thinner than a pixel: ask a
/// window that is painted at twice the scale.
[[nodiscard]] QStringList faintTexts(const QWidget &window);

/// How far the strongest ink of a picture stands out from its ground, the colour that most of it has.
[[nodiscard]] double inkContrast(const QImage &image);

} // namespace eventscope::ui
