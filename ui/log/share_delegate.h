// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace eventscope::ui {

/// A share of a whole: a bar in the colour of its series, and the figure beside it.
class ShareDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    ShareDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

  private:
    const Theme &m_theme;
};

} // namespace eventscope::ui
