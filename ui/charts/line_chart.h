// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QPointF>
#include <QString>
#include <QWidget>

#include <vector>

class QChart;
class QChartView;
class QLineSeries;
class QValueAxis;

namespace eventscope::ui {

/// A line of a chart.
struct ChartLine {
    QString name;
    Role role = Role::Accent;
    Qt::PenStyle style = Qt::SolidLine;
    std::vector<QPointF> points; ///< x ascending: seconds, 0 is now; y from 0 upwards
};

/// Values over the last seconds or minutes as lines, in the colours of the theme, with their names above. Of more than
/// 500 points a line shows some, the first and the last among them: more cost Qt Charts dearly. What it shows in words
/// is its description for screen readers and its tool tip, and comes from who owns it. GUI thread.
class LineChart final : public QWidget {
    Q_OBJECT

  public:
    static constexpr std::size_t kPointsMax = 500;

    /// `theme` outlives it.
    explicit LineChart(const Theme &theme, QWidget *parent = nullptr);

    void setLines(std::vector<ChartLine> lines);
    /// What each line shows now, after thinning.
    [[nodiscard]] const std::vector<ChartLine> &lines() const { return m_lines; }
    void setDescription(const QString &name, const QString &words);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  private:
    void showLine(std::size_t at);
    void showRanges();
    void colour();

    const Theme &m_theme;
    std::vector<ChartLine> m_lines;
    QChart *m_chart; // of m_view's scene
    QChartView *m_view;
    QValueAxis *m_time, *m_values;
    std::vector<QLineSeries *> m_series; // of m_chart
};

} // namespace eventscope::ui
