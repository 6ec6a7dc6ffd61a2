// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/command.h"

#include <QAbstractListModel>

#include <vector>

namespace eventscope::ui {

/// The lines that the palette shows: answers to what was typed, then the commands that match.
class PaletteModel final : public QAbstractListModel {
    Q_OBJECT

  public:
    enum ItemRole {
        PlaceRole = Qt::UserRole, ///< where else it is found
        EndRole,                  ///< its shortcut, or why it cannot be run
        RunnableRole,             ///< bool
    };
    static constexpr std::size_t kRowsMax = 500;

    using QAbstractListModel::QAbstractListModel;

    void setRows(Commands answers, const std::vector<const Command *> &commands);
    /// REQUIRES: a row of this model.
    [[nodiscard]] const Command &command(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

  private:
    Commands m_rows;
};

} // namespace eventscope::ui
