// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/process/process_board.h"

#include <QAbstractListModel>

#include <string>
#include <vector>

namespace eventscope::ui {

/// Instances at one step, the oldest first. Qt::DisplayRole is all that their card says, in a line. GUI thread.
class CardModel final : public QAbstractListModel {
    Q_OBJECT

  public:
    using QAbstractListModel::QAbstractListModel;

    /// Rows stay where they are as far as there are as many as before.
    void setInstances(std::vector<ProcessInstance> instances, Time asOf);
    [[nodiscard]] const ProcessInstance &instance(const QModelIndex &index) const;
    [[nodiscard]] Time asOf() const { return m_asOf; }
    /// Invalid: there is none of that key.
    [[nodiscard]] QModelIndex indexOf(const std::string &key) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

  private:
    std::vector<ProcessInstance> m_instances;
    Time m_asOf;
};

} // namespace eventscope::ui
