// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace eventscope::ui {

/// A widget in messages: its class, and what tells it from its siblings.
[[nodiscard]] QString nameOf(const QWidget &widget);

/// What a screen reader cannot say of a window and its parts: controls without a name or a role, and widgets that paint
/// without a text for what they show.
[[nodiscard]] QStringList unspoken(const QWidget &window);

/// Banners in sight that say the same.
[[nodiscard]] QStringList saidTwice(const QWidget &window);

/// The controls that cannot be had by keyboard: no place in the order of Tab, and no key or menu of their own.
[[nodiscard]] QStringList unreachable(const QWidget &window);

/// Presses Tab until it comes around: what keeps the keyboard, what Tab never comes to, where the order goes against
/// that of the eye within one pane, and where nothing shows that a control has the keyboard. The window is active.
[[nodiscard]] QStringList badOrder(QWidget &window);

} // namespace eventscope::ui
