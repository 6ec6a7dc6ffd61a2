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

    /// Underlines a text wherever it stands, in any case; empty: nothing.
    void setFound(const QString &text) { m_found = text; }

  private:
    void underline(QPainter &painter, const QRect &place, const QString &text, const QColor &colour) const;

    const Theme &m_theme;
    const QFont m_fixed;
    const MarkPainter m_marks;
    QString m_found;
};

} // namespace eventscope::ui
