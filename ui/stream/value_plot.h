// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stream/plot_range.h"

#include <QWidget>

#include <optional>

namespace eventscope::ui {

class Theme;

/// A number of the state over the versions of its stream, as a line of steps, with the line of the shown version.
/// Painted; it asks nobody for anything.
///
/// Drag or click to move the line; drag with Shift or with the right button to zoom into a range, turn the wheel to
/// zoom where the mouse is. Left and Right move by one version, with Shift by ten, Page Up and Page Down by a tenth of
/// what is seen, Home and End to its ends; + and - zoom, 0 shows everything. Text for screen readers says the same as
/// the picture. GUI thread.
class ValuePlot final : public QWidget {
    Q_OBJECT

  public:
    explicit ValuePlot(const Theme &theme, QWidget *parent = nullptr);

    /// Both null: nothing to show, and `message` says why. The same value with more steps keeps what is zoomed into.
    void setTrack(ValueTrackPtr track, HistoryPtr history, const QString &message = {});
    void setStep(std::optional<std::size_t> step);
    [[nodiscard]] StepRange range() const { return m_range; }
    [[nodiscard]] bool isZoomed() const { return m_range.size() < steps(); }
    void zoom(double factor);
    void showAll();
    /// "20.00 at v87": the value at the shown version; empty before the first.
    [[nodiscard]] QString shownText() const;
    /// The same where the mouse is; empty where it is not in the plot.
    [[nodiscard]] QString hoveredText() const;
    /// What a person who cannot see it should hear.
    [[nodiscard]] QString description() const;
    /// Where a step stands, for tests and for tips.
    [[nodiscard]] int xOf(std::size_t step) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  Q_SIGNALS:
    /// The user wants to see this version; many while dragging.
    void stepRequested(std::size_t step);
    void dragEnded();
    void rangeChanged();

  protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

  private:
    [[nodiscard]] std::size_t steps() const { return m_track ? m_track->steps : 0; }
    void layOut();
    [[nodiscard]] int yOf(double number) const;
    [[nodiscard]] std::size_t stepAt(int x) const;
    [[nodiscard]] QString pointText(std::size_t step) const;
    [[nodiscard]] QRect brush() const;
    void setRange(StepRange range);
    void moveBy(std::ptrdiff_t by);
    void announce();
    void paintLine(QPainter &painter) const;
    void paintAxes(QPainter &painter) const;
    void paintHovered(QPainter &painter) const;

    const Theme &m_theme;
    ValueTrackPtr m_track;
    HistoryPtr m_history;
    QString m_message;
    StepRange m_range;
    QRect m_area;                       ///< of the line, without the labels
    std::optional<Extremes> m_extremes; ///< of m_range; nothing: no number in it
    std::optional<std::size_t> m_step;
    std::optional<std::size_t> m_hovered;
    std::optional<int> m_brushFrom; ///< while a range is drawn
    int m_brushTo = 0;
};

/// Makes screen readers hear ValuePlot::description(). Once per program, before the first window.
void installPlotAccessibility();

} // namespace eventscope::ui
