// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/doctor.h"
#include "ui/projections/projection_pane.h"

namespace eventscope::ui {

class ElidedLabel;
class EvidenceList;
class Theme;

/// What the doctor says about a projection: why it does not go on, where that is seen, what to do. GUI thread.
class DoctorPane final : public ProjectionPane {
    Q_OBJECT

  public:
    /// Both outlive it.
    DoctorPane(Session &session, const Theme &theme, QWidget *parent = nullptr);

    void showLine(const ProjectionLine *line) override;
    void examine();
    [[nodiscard]] QString titleText() const;
    [[nodiscard]] QStringList findings() const;

  private:
    using Findings = std::vector<Diagnosis>;
    void showFindings(const Result<Findings> &findings);

    Session &m_session;
    ProjectionPtr m_projection;
    ElidedLabel *m_title;
    EvidenceList *m_list;
    Job<Findings> m_examining; // last: its end is asked for first
};

} // namespace eventscope::ui
