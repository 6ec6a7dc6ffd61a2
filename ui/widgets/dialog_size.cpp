// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/dialog_size.h"

#include <QWidget>

namespace eventscope::ui {

void resizeWithin(QWidget &dialog, QSize wanted) {
    QWidget *below = dialog.parentWidget();
    while (below && below->parentWidget())
        below = below->parentWidget();
    dialog.resize(below ? wanted.boundedTo(below->size() * 19 / 20) : wanted);
}

} // namespace eventscope::ui
