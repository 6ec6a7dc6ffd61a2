// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace eventscope::ui {

/// Whoever gives `page` the keyboard gives it to `part` of it, as long as that is shown. Unlike with a focus proxy Tab
/// does not jump to `part` over what stands before it, nor is it caught where `part` is hidden. GUI thread.
void leadFocus(QWidget &page, QWidget &part);

} // namespace eventscope::ui
