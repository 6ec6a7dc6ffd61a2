// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace eventscope::ui {

/// Fills `page`, which has no layout yet, with a widget that takes all of it, and that scrolls where the page has less
/// room than the least that the widget needs: large fonts do not make the window larger, nor parts overlap. Tab brings
/// what it comes to into sight. GUI thread.
[[nodiscard]] QWidget *addScrolledContent(QWidget &page);

/// As addScrolledContent(), for what stands at a side: it is never narrower than the widget needs, and scrolls up and
/// down only.
[[nodiscard]] QWidget *addScrolledColumn(QWidget &page);

} // namespace eventscope::ui
