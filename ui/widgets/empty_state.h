// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace eventscope::ui {

/// What a page shows when there is nothing to show: why, and the next step. It scrolls where there is little room.
class EmptyState final : public QWidget {
    Q_OBJECT

  public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// Without `action` there is no button.
    void say(const QString &title, const QString &explanation, const QString &action = {});

  Q_SIGNALS:
    void actionRequested();

  private:
    QLabel *m_title;
    QLabel *m_explanation;
    QPushButton *m_action;
};

} // namespace eventscope::ui
