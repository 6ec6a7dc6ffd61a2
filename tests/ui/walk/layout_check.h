// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace eventscope::ui {

/// What does not fit in a window as it is laid out now: widgets that stick out of their parents or lie on each other,
/// labels, buttons, headers, choices, hints and tabs whose text is cut or elided and stands whole in no tip.
[[nodiscard]] QStringList cutParts(const QWidget &window);

/// The texts of labels, buttons, headers and the like that show words which no translator has seen: those that the
/// sources hold as `literals`; all others are data. Asked while gui::PseudoTexts is installed.
[[nodiscard]] QStringList untranslated(const QWidget &window, const QStringList &literals);

/// The words between quotes in the sources below a folder, in pieces where something is put in.
[[nodiscard]] QStringList literalsOf(const QString &folder);

} // namespace eventscope::ui
