// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/projection_pane.h"

namespace eventscope::ui {

class ElidedLabel;
class ErrorLog;
class ProgressChart;
class Theme;

/// How a projection came along over the last minutes. GUI thread.
class ProgressPane final : public ProjectionPane {
    Q_OBJECT

  public:
    /// Both outlive it.
    ProgressPane(Session &session, const Theme &theme, QWidget *parent = nullptr);

    void showLine(const ProjectionLine *line) override;
    [[nodiscard]] QString text() const;
    [[nodiscard]] ErrorLog *errors() const { return m_errors; }

  private:
    ElidedLabel *m_text;
    ProgressChart *m_chart;
    ErrorLog *m_errors;
};

} // namespace eventscope::ui
