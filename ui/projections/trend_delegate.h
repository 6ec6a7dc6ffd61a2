// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace eventscope::ui {

/// Paints the numbers of a cell (CellModel::kPaintedRole, from 0 to 1) as a line over its width; its text is for who
/// cannot see it.
class TrendDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    explicit TrendDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

  private:
    const Theme &m_theme;
};

} // namespace eventscope::ui
