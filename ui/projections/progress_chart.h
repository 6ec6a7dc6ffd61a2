// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/trend_point.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace eventscope::ui {

class LineChart;

/// The position of a projection and the end of the log as two lines that meet, and beside them how fast it took events.
/// Its description says the same. GUI thread.
class ProgressChart final : public QWidget {
    Q_OBJECT

  public:
    /// `theme` outlives it.
    explicit ProgressChart(const Theme &theme, QWidget *parent = nullptr);

    /// Oldest first.
    void setTrend(const std::vector<TrendPoint> &trend);
    [[nodiscard]] LineChart *positions() const { return m_positions; }
    [[nodiscard]] LineChart *rates() const { return m_rates; }

  private:
    LineChart *m_positions, *m_rates;
};

} // namespace eventscope::ui
