// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace eventscope::ui {

/// One line of plain text that is cut in the middle where it has no room, so that no text, however long, makes its page
/// wider. The tool tip then says what is missing.
class ElidedLabel final : public QLabel {
    Q_OBJECT

  public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

  private:
    [[nodiscard]] bool isCut() const;
};

} // namespace eventscope::ui
