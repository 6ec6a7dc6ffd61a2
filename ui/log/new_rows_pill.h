// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QPushButton>

#include <cstdint>

namespace eventscope::ui {

/// Says over the lower edge of a view how many rows came out of sight; a click goes there. Hidden while there are none.
class NewRowsPill final : public QPushButton {
    Q_OBJECT

  public:
    /// Stands over `view`.
    NewRowsPill(const Theme &theme, QWidget *view);

    void setCount(std::uint64_t count);
    [[nodiscard]] std::uint64_t count() const { return m_count; }

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

  private:
    void place();

    const Theme &m_theme;
    std::uint64_t m_count = 0;
};

} // namespace eventscope::ui
