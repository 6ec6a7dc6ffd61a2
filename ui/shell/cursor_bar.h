// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QAction;
class QLabel;
class QToolButton;

namespace eventscope::ui {

/// Says where the cursor stands: "Live", or why it is not, or tinted the position and the time that it resolved
/// to, with the way back.
class CursorBar final : public QFrame {
    Q_OBJECT

  public:
    CursorBar(const Theme &theme, QAction *returnToHead, QWidget *parent = nullptr);

    /// The store in front from now on; one before must still live. Null: nothing is open.
    void setSession(Session *session);
    [[nodiscard]] QString text() const;

  protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

  private:
    void showCursor();
    void paintParts(bool isAsOf);

    const Theme &m_theme;
    Session *m_session = nullptr;
    QLabel *m_label;
    QToolButton *m_head;
};

} // namespace eventscope::ui
