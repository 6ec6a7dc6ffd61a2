// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stream/value_tracker.h"

#include <QWidget>

class QToolButton;

namespace eventscope::ui {

class ElidedLabel;
class Theme;
class ValuePlot;

/// The plot of one number of the state, with its title, zoom and close. Worked out in the background. Hidden until
/// showPath(). GUI thread.
class PlotPane final : public QWidget {
    Q_OBJECT

  public:
    PlotPane(Workers &workers, const Theme &theme, QWidget *parent = nullptr);

    void showPath(const Pointer &path);
    [[nodiscard]] const std::optional<Pointer> &path() const { return m_path; }
    /// Null: none for now.
    void setHistory(const HistoryPtr &history);
    /// The same history with more steps.
    void growTo(const HistoryPtr &history);
    void setStep(std::optional<std::size_t> step);
    [[nodiscard]] bool isUpToDate() const { return !m_tracking.isRunning(); }

  Q_SIGNALS:
    /// Many while dragging.
    void stepRequested(std::size_t step);
    void dragEnded();

  private:
    void track();
    void showTrack(const Result<ValueTrackPtr> &track);
    void showTitle();
    void makeTools();

    ElidedLabel *m_title;
    ValuePlot *m_plot;
    QToolButton *m_in, *m_out, *m_all, *m_close;
    std::optional<Pointer> m_path;
    HistoryPtr m_history;
    ValueTracker m_tracking; // last: its end is asked for first
};

} // namespace eventscope::ui
