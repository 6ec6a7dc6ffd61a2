// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace eventscope::ui {

/// The word of an environment in capitals, with its icon, on its colour. Takes no room while it is Unmarked.
class EnvironmentBadge final : public QWidget {
    Q_OBJECT

  public:
    explicit EnvironmentBadge(const Theme &theme, QWidget *parent = nullptr);

    void setEnvironment(Environment environment);
    [[nodiscard]] QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent *event) override;

  private:
    const Theme &m_theme;
    Environment m_environment = Environment::Unmarked;
};

/// Adds the head of a dialog to its column: a title, bold and wrapped, beside the badge of an environment.
void addBadgedTitle(QBoxLayout &column, QLabel *title, const Theme &theme, Environment environment);

} // namespace eventscope::ui
