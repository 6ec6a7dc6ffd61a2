// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/drift.h"
#include "ui/projections/projection_pane.h"
#include "ui/projections/row_acts.h"
#include "ui/widgets/cell_model.h"

class QComboBox;
class QLineEdit;
class QMenu;
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
    /// Looks at the rows of the projection that is shown, as many as are chosen.
    void find();
    /// At this one.
    void findAt(const std::string &key);
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QComboBox *scope() const { return m_scope; }
    [[nodiscard]] QLineEdit *firstKey() const { return m_first; }
    [[nodiscard]] QLineEdit *lastKey() const { return m_last; }
    [[nodiscard]] QString titleText() const;
    [[nodiscard]] bool isUpToDate() const { return !m_finding.isRunning(); }

  Q_SIGNALS:
    void actRequested(eventscope::ui::RowAct act, const std::string &key);

  private:
    enum Scope : std::uint8_t { AllRows, Sample, OneRow, Range }; ///< lines of m_scope

    void showScope();
    /// Nothing: a key is missing, which is said.
    [[nodiscard]] std::optional<DriftScope> chosenScope();
    void fillMenu(QMenu &menu);
    void showReport(const Result<DriftReport> &report);
    void goTo(int row);

    Session &m_session;
    ProjectionPtr m_projection;
    CellModel m_model;
    QComboBox *m_scope;
    QLineEdit *m_first, *m_last;
    ElidedLabel *m_title;
    QTableView *m_table;
    struct Shown {
        std::string key;
        std::optional<Position> event;
    };
    std::vector<Shown> m_rows;
    Job<DriftReport> m_finding; // last: its end is asked for first
};

} // namespace eventscope::ui
