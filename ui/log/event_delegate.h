// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/mark_painter.h"

#include <QFont>
#include <QStyledItemDelegate>

namespace eventscope::ui {

/// Draws a cell of the log: one line of text, dimmed after the cursor, with the mark of its series at the left edge of
/// the first column. Asks the model for roles only.
class EventDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    explicit EventDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

  private:
    const Theme &m_theme;
    const QFont m_fixed;
    const MarkPainter m_marks;
};

} // namespace eventscope::ui
