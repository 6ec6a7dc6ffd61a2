// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/projection_pane.h"

#include "ui/theme/metrics.h"

#include <QVBoxLayout>

namespace eventscope::ui {

void ProjectionPane::layOutBelow(std::initializer_list<std::pair<QWidget *, int>> line, QWidget *content) {
    const Metrics metrics(font());
    auto *row = new QHBoxLayout;
    row->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    row->setSpacing(metrics.steps(2));
    for (const auto &[part, stretch] : line)
        row->addWidget(part, stretch);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(content, 1);
}

} // namespace eventscope::ui
