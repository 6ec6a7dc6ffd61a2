// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/model_rows.h"
#include "ui/projections/projection_pane.h"
#include "ui/projections/row_acts.h"
#include "ui/widgets/cell_model.h"

#include <QTimer>

class QLineEdit;
class QMenu;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// The rows of a projection, some at a time, as of the cursor. GUI thread.
class RowsPane final : public ProjectionPane {
    Q_OBJECT

  public:
    /// Both outlive it.
    RowsPane(Session &session, const Theme &theme, QWidget *parent = nullptr);

    void showLine(const ProjectionLine *line) override;
    /// After rows were changed that the run did not change.
    void refresh();
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }
    /// Which rows these are.
    [[nodiscard]] QString titleText() const;
    [[nodiscard]] bool isUpToDate() const { return !m_asking.isRunning(); }

  Q_SIGNALS:
    /// The last event of a row.
    void eventActivated(eventscope::Position position);
    void actRequested(eventscope::ui::RowAct act, const std::string &key);

  protected:
    void showEvent(QShowEvent *event) override;

  private:
    void ask();
    void askForMore();
    void showColumns();
    void showRows(const Result<ModelRows> &rows);
    void fillMenu(QMenu &menu);
    [[nodiscard]] QString title(const ModelRows &rows) const;

    Session &m_session;
    Served m_served, m_shown; ///< as it stands, and as it was asked for last
    std::optional<Position> m_shownAsOf;
    std::size_t m_rowsMax;
    bool m_isMore = false;
    CellModel m_model;
    QLineEdit *m_search;
    ElidedLabel *m_title;
    QTableView *m_table;
    struct Shown {
        std::string key;
        Position position; ///< of its last event
    };
    std::vector<Shown> m_rows;
    QTimer m_typing;
    Job<ModelRows> m_asking; // last: its end is asked for first
};

} // namespace eventscope::ui
