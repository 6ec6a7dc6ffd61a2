// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSplitter;
class QWidget;

namespace eventscope::ui {

/// Where the plot of a stream stands: below everything, or, on a page that is not high enough for that, below the
/// events, beside state and questions. The splitters outlive it and hold the plot in turn.
class PlotPlace {
  public:
    PlotPlace(QWidget &plot, QSplitter &all, QSplitter &events) : m_plot(plot), m_all(all), m_events(events) {}

    /// For a page of this height with such rows.
    void fit(int height, int rowHeight);
    /// Gives a plot that was not shown its share of the height.
    void makeRoom();

  private:
    QWidget &m_plot;
    QSplitter &m_all, &m_events;
};

} // namespace eventscope::ui
