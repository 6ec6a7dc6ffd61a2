// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace eventscope::ui {

/// A button that looks like a link, in the fixed font. Its text is cut in the middle where it has no room, as that of
/// ElidedLabel.
class LinkButton final : public QPushButton {
    Q_OBJECT

  public:
    explicit LinkButton(QWidget *parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace eventscope::ui
