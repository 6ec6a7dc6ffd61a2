// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QLabel>
#include <QTimer>

namespace eventscope::ui {

/// "1,204 of 1,000,000 events · last 2 s ago · UTC", at the left of the status bar.
class StatusLine final : public QLabel {
    Q_OBJECT

  public:
    explicit StatusLine(QWidget *parent = nullptr);

    /// Null: nothing is open.
    void setSession(const Session *session);

  private:
    void showStatus();

    const Session *m_session = nullptr;
    QTimer m_tick; // the age of the head grows by itself
};

} // namespace eventscope::ui
