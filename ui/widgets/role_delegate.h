// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

#include <functional>

namespace eventscope::ui {

/// Paints each cell's text in the colour of a role. What is selected keeps the colours of selections.
class RoleDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    /// Sets fonts, where texts are cut and what else is not a colour, and answers what the text is. Reads the roles of
    /// the model only.
    using Style = std::function<Role(QStyleOptionViewItem &option, const QModelIndex &index)>;

    RoleDelegate(const Theme &theme, Style style, QObject *parent = nullptr)
        : QStyledItemDelegate(parent), m_theme(theme), m_style(std::move(style)) {}

  protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    [[nodiscard]] const Theme &theme() const { return m_theme; }

  private:
    const Theme &m_theme;
    const Style m_style;
};

} // namespace eventscope::ui
