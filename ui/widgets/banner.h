// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QLatin1String>

class QLabel;
class QPushButton;

namespace eventscope::ui {

/// The shape that goes with Info, Warning, Error or Good.
[[nodiscard]] QLatin1String severityIcon(Role severity);

/// One line across a page that says what is wrong, or what is worth knowing, with the next step as a button.
class Banner final : public QFrame {
    Q_OBJECT

  public:
    /// Hidden until say().
    explicit Banner(const Theme &theme, QWidget *parent = nullptr);

    /// `severity` is one of Info, Warning, Error, Good. Without `action` there is no button, `other` is a second one.
    void say(Role severity, const QString &text, const QString &action = {}, const QString &other = {});

  Q_SIGNALS:
    void actionRequested();
    void otherRequested();

  protected:
    void paintEvent(QPaintEvent *event) override;

  private:
    const Theme &m_theme;
    Role m_severity = Role::Info;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_other;
};

} // namespace eventscope::ui
