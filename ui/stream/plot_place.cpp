// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/plot_place.h"

#include <QSplitter>

namespace eventscope::ui {

namespace {

/// As high as that, in rows, a page has room for the plot below everything.
constexpr int kRowsBelow = 23;

} // namespace

void PlotPlace::fit(int height, int rowHeight) {
    QSplitter &place = height < kRowsBelow * rowHeight ? m_events : m_all;
    if (m_plot.parentWidget() != &place) place.addWidget(&m_plot);
}

void PlotPlace::makeRoom() {
    QSplitter &place = m_plot.parentWidget() == &m_all ? m_all : m_events;
    place.setSizes({place.height() * 7 / 10, place.height() * 3 / 10});
}

} // namespace eventscope::ui
