// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace eventscope::ui {

/// Draws a row of the navigator: a category with the square of its colour, a count in quiet figures.
class NavigatorDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    explicit NavigatorDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

  private:
    const Theme &m_theme;
};

} // namespace eventscope::ui
