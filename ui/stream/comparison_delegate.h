// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace eventscope::ui {

class Theme;

/// Paints the rows of a ComparisonModel in the colours of differences; what is the same in both is quiet. Reads roles
/// only.
class ComparisonDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    explicit ComparisonDelegate(const Theme &theme, QObject *parent = nullptr)
        : QStyledItemDelegate(parent), m_theme(theme) {}

  protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

  private:
    const Theme &m_theme;
};

} // namespace eventscope::ui
