// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace eventscope::ui {

class Theme;

/// Paints the rows of a JsonTreeModel: a sign (+ added, ~ changed, ! odd) in its colour, values in the fixed
/// font, blame in quiet text. Reads roles only.
class JsonTreeDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    explicit JsonTreeDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

  protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

  private:
    const Theme &m_theme;
};

} // namespace eventscope::ui
