// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/projection_watch.h"
#include "ui/widgets/cell_model.h"

#include <QTableView>

#include <string>
#include <vector>

namespace eventscope::ui {

/// The projections of a store, a row each, the one that is most behind first. Rows change their places; what is chosen
/// stays chosen. GUI thread.
class ProjectionTable final : public QTableView {
    Q_OBJECT

  public:
    enum Column {
        NameColumn,
        StatusColumn,
        PlaceColumn,
        LagColumn,
        RateColumn,
        LettersColumn,
        RowsColumn,
        TrendColumn,
        AtRestPlaceColumn, ///< these two of masked ones only
        AtRestLagColumn
    };
    /// Values are masked, so that the rows are not those of the store's own tables: how far these are stands beside.
    enum class AreMasked : bool { No, Yes };

    /// Both outlive it.
    ProjectionTable(ProjectionWatch &watch, const Theme &theme, AreMasked areMasked, QWidget *parent = nullptr);

    /// The one whose details are shown; empty: none.
    [[nodiscard]] const std::string &current() const { return m_current; }
    /// All that are chosen, in the order of the rows.
    [[nodiscard]] std::vector<std::string> chosen() const;
    void choose(const std::string &name);

  Q_SIGNALS:
    /// Another one is current, or others are chosen.
    void chosenChanged();

  private:
    void showLines();
    void select(const std::vector<std::string> &names);
    void handleSelection();

    ProjectionWatch &m_watch;
    const bool m_isMasked;
    CellModel m_model;
    std::vector<std::string> m_names; ///< of the rows
    std::string m_current;
    bool m_isMoving = false;
};

} // namespace eventscope::ui
