// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/projection_pane.h"

namespace eventscope::ui {

class ElidedLabel;
class ProgressChart;
class Theme;

/// How a projection came along over the last minutes. GUI thread.
class ProgressPane final : public ProjectionPane {
    Q_OBJECT

  public:
    /// `theme` outlives it.
    explicit ProgressPane(const Theme &theme, QWidget *parent = nullptr);

    void showLine(const ProjectionLine *line) override;
    [[nodiscard]] QString text() const;

  private:
    ElidedLabel *m_text;
    ProgressChart *m_chart;
};

} // namespace eventscope::ui
