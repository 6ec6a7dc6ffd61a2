// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/projection_watch.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace eventscope::ui {

/// The position of a projection and the end of the log as two lines over the last minutes, and below them how fast it
/// took events. Its description says the same. GUI thread.
class ProgressChart final : public QWidget {
    Q_OBJECT

  public:
    /// `theme` outlives it.
    explicit ProgressChart(const Theme &theme, QWidget *parent = nullptr);

    void setTrend(std::vector<TrendPoint> trend);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent *event) override;

  private:
    using Value = double (*)(const TrendPoint &);
    void drawLine(QPainter &painter, const QRectF &area, const std::vector<double> &values, double least, double most,
                  Role role, Qt::PenStyle style) const;
    void drawLabel(QPainter &painter, const QRectF &line, const QString &text, Role role) const;

    const Theme &m_theme;
    std::vector<TrendPoint> m_trend;
    std::vector<double> m_rates; ///< before each point
};

} // namespace eventscope::ui
