// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QString>

namespace eventscope::ui {

/// A label that never takes its text for markup; that of the second can be selected by mouse and keyboard.
[[nodiscard]] QLabel *plainLabel(const QString &text = {}, QWidget *parent = nullptr);
[[nodiscard]] QLabel *selectableLabel(const QString &text = {}, QWidget *parent = nullptr);

/// Lets the text of a label go on in the next line; no text, however long its words, makes the page wider.
void wrap(QLabel &label);

/// A tool tip that shows `text` as it is: tips are taken for markup as soon as they look like it.
[[nodiscard]] QString plainToolTip(const QString &text);

/// What a screen reader says for the widget.
void setAccessible(QWidget *widget, const QString &name, const QString &description = {});

} // namespace eventscope::ui
