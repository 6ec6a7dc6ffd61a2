// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/projection_pane.h"
#include "ui/projections/shown_steps.h"
#include "ui/widgets/cell_model.h"

#include <QElapsedTimer>
#include <QTimer>

class QLineEdit;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// What each event does to the rows of a projection, around the cursor: the row before and after, and the handler.
/// Going to a step moves the cursor there, so that the arrow keys go through the projection event by event. GUI thread.
class StepsPane final : public ProjectionPane {
    Q_OBJECT

  public:
    /// Both outlive it.
    StepsPane(Session &session, const Theme &theme, QWidget *parent = nullptr);

    void showLine(const ProjectionLine *line) override;
    /// Only those of this row; empty: of all.
    void setKey(const std::string &key);
    [[nodiscard]] const ShownSteps &steps() const { return m_steps; }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QLineEdit *keyEdit() const { return m_key; }
    [[nodiscard]] QString titleText() const;
    [[nodiscard]] bool isUpToDate() const { return !m_asking.isRunning() && !m_typing.isActive(); }

  Q_SIGNALS:
    void eventActivated(eventscope::Position position);

  protected:
    void showEvent(QShowEvent *event) override;

  private:
    void follow();
    void ask();
    void askAnew();
    void showSteps(Result<ShownSteps> steps);
    void showCursor();
    void goTo(int row);
    [[nodiscard]] QString title() const;

    Session &m_session;
    Served m_served, m_shown; ///< as it stands, and as it was asked for last
    ShownSteps m_steps;
    bool m_isShowing = false; ///< the row is chosen by the cursor, and not by the user
    CellModel m_model;
    QLineEdit *m_key;
    ElidedLabel *m_title;
    QTableView *m_table;
    QTimer m_typing, m_growth;
    QElapsedTimer m_begun;
    Job<ShownSteps> m_asking; // last: its end is asked for first
};

} // namespace eventscope::ui
