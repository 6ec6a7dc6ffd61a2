// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace eventscope::ui {

/// Paints an instance of a CardModel as a card: its key, how old it is and whether that is too old, and what it waits
/// for.
class CardDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    /// `theme` outlives it.
    explicit CardDelegate(const Theme &theme, QObject *parent = nullptr)
        : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

  private:
    const Theme &m_theme;
};

} // namespace eventscope::ui
