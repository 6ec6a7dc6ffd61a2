// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/drift.h"
#include "ui/projections/projection_pane.h"
#include "ui/widgets/cell_model.h"

class QComboBox;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// The rows served that are not what the events make of them, with the event at which they part. A click on one moves
/// the cursor there. GUI thread.
class DriftPane final : public ProjectionPane {
    Q_OBJECT

  public:
    /// Both outlive it.
    DriftPane(Session &session, const Theme &theme, QWidget *parent = nullptr);

    void showLine(const ProjectionLine *line) override;
    /// Looks at the rows of the projection that is shown.
    void find();
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QString titleText() const;
    [[nodiscard]] bool isUpToDate() const { return !m_finding.isRunning(); }

  private:
    void layOut();
    void showReport(const Result<DriftReport> &report);
    void goTo(int row);

    Session &m_session;
    ProjectionPtr m_projection;
    CellModel m_model;
    QComboBox *m_scope;
    ElidedLabel *m_title;
    QTableView *m_table;
    std::vector<std::optional<Position>> m_events; ///< of the rows
    Job<DriftReport> m_finding;                    // last: its end is asked for first
};

} // namespace eventscope::ui
