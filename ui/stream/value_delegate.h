// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace eventscope::ui {

class Theme;

/// Paints the rows of a ValueModel: the row of the shown step bold, what was and what changed nothing in quiet text.
/// Reads roles only.
class ValueDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    explicit ValueDelegate(const Theme &theme, QObject *parent = nullptr)
        : QStyledItemDelegate(parent), m_theme(theme) {}

  protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

  private:
    const Theme &m_theme;
};

} // namespace eventscope::ui
