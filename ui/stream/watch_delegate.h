// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace eventscope::ui {

class Theme;

/// Paints the rows of a WatchModel: values in the fixed font, in the colour of changes and with their sign where the
/// shown step changed them. Reads roles only.
class WatchDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    explicit WatchDelegate(const Theme &theme, QObject *parent = nullptr)
        : QStyledItemDelegate(parent), m_theme(theme) {}

  protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

  private:
    const Theme &m_theme;
};

} // namespace eventscope::ui
