// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/mark_painter.h"
#include "ui/widgets/role_delegate.h"

namespace eventscope::ui {

/// Paints the rows of a StepModel: the mark of the type's series, later steps dimmed, failed ones in the error colour,
/// the shown one bold, notes and bookmarks at the right. Reads roles only.
class StepDelegate final : public RoleDelegate {
    Q_OBJECT

  public:
    explicit StepDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

  private:
    void paintMarks(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    const MarkPainter m_marks;
};

} // namespace eventscope::ui
