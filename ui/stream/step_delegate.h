// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace eventscope::ui {

class Theme;

/// Paints the rows of a StepModel: the mark of the type's series, later steps dimmed, failed ones in the error colour,
/// the shown one bold. Reads roles only.
class StepDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    explicit StepDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

  protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

  private:
    const Theme &m_theme;
};

} // namespace eventscope::ui
